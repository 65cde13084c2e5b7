import { dig, type Resource, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Violation } from '../rule.js';

/** How a private service is entered: the resource that leads to it, and where that names its target. */
const entrances: Readonly<Record<string, { readonly by: string; readonly target: readonly string[] }>> = {
  azurerm_cognitive_account: { by: 'azurerm_private_endpoint', target: ['private_service_connection', 'private_connection_resource_id'] },
  azurerm_key_vault: { by: 'azurerm_private_endpoint', target: ['private_service_connection', 'private_connection_resource_id'] },
  google_vertex_ai_endpoint_with_model_garden_deployment: { by: 'google_compute_forwarding_rule', target: ['target'] },
};

/** Services that refuse the internet and that nothing in their stack leads to. */
export function* unconnected(stack: SynthesizedStack): Iterable<Violation> {
  for (const resource of stack.resources) {
    const entrance = entrances[resource.type];
    if (entrance === undefined || isPublic(resource)) continue;
    const leads = stack.resources.some(
      ({ type, properties }) => type === entrance.by && String(dig(properties, ...entrance.target)).startsWith(`\${${resource.id}.`),
    );
    if (!leads)
      yield {
        path: resource.origin,
        resource,
        message: `No ${entrance.by} of this stack leads to it, and it answers on no other way.`,
        fix: `Let the stack make the ${entrance.by}.`,
      };
  }
}

function isPublic({ properties }: Resource): boolean {
  return dig(properties, 'endpoint_config', 'dedicated_endpoint_enabled') === true;
}
