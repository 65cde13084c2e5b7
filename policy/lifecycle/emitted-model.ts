import { azureOffer } from '../../facts/azure.js';
import { bedrockModelId } from '../../facts/bedrock.js';
import { vertexOffer } from '../../facts/google.js';
import type { Host } from '../../hosts/schemas.js';
import { vertexDeployments } from '../../hosts/vertex-endpoint/deployments.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { dig, type Resource } from '../synthesized.js';

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

/** The same names as the topology asks for them; undefined where facts have none to compare with. */
export function declaredModels(topology: Topology, host: Host): readonly string[] | undefined {
  const { release } = entity(topology.models, host.model);
  switch (host.kind) {
    case 'bedrock': {
      const id = bedrockModelId(release);
      return id === undefined ? undefined : [id];
    }
    case 'azure-foundry': {
      const offer = azureOffer({ release });
      return offer === undefined ? undefined : [`${offer.modelId} version ${host.modelVersion}`];
    }
    case 'vertex-endpoint':
      // Both deployments of a host that is being replaced carry its id; each is one of the two declared.
      return vertexDeployments(host).flatMap(
        ({ model, machineType }) => vertexOffer({ release: entity(topology.models, model).release, machineType })?.publisherModel ?? [],
      );
    default:
      return undefined;
  }
}
