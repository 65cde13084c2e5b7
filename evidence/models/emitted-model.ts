import { dig, type Resource } from '../synthesized/stack.js';

/** The provider's name of the model that a resource deploys, or undefined for resources that deploy none. */
export function emittedModel(resource: Resource): string | undefined {
  switch (resource.type) {
    case 'AWS::Bedrock::ApplicationInferenceProfile': {
      const source = dig(resource.properties, 'ModelSource', 'CopyFrom');
      // A system profile's id is the model's with a geography in front.
      return typeof source === 'string' ? source.slice(source.lastIndexOf('/') + 1).replace(/^[a-z]+\.(?=[a-z]+\.)/, '') : 'no literal model';
    }
    case 'azurerm_cognitive_deployment':
      return [dig(resource.properties, 'model', 'name'), dig(resource.properties, 'model', 'version')].map(String).join(' version ');
    case 'google_vertex_ai_endpoint_with_model_garden_deployment':
      return String(resource.properties['publisher_model_name']);
    default:
      return undefined;
  }
}
