import { azureOffers, azureRetired } from '../../facts/azure.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { AzureFoundryHost } from './schema.js';

/**
 * What Foundry calls a host's release. One that Foundry does not offer keeps its own name: `lifecycle/offered` reports it,
 * and a report needs something to point at.
 */
export function deployedModel(topology: Topology, host: AzureFoundryHost): { readonly format: string; readonly name: string } {
  const { release } = entity(topology.models, host.model);
  const known = azureOffers(release)[0] ?? azureRetired(release);
  return { format: known?.format ?? 'Meta', name: known?.modelId ?? release };
}
