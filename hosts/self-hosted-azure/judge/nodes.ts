import { stacksOfHost } from '../../../evidence/synthesized/host-of-resource.js';
import type { SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { nodePlaces } from '../reservations.js';
import type { AzureFleetHost } from '../schema.js';

/** How the scale sets of a fleet differ from its declared nodes, their zones and what they start from; nothing when they do not. */
export function emittedNodesProblem(stacks: readonly SynthesizedStack[], topology: Topology, id: string, host: AzureFleetHost): string | undefined {
  const worded = (nodes: unknown, zones: unknown, group: unknown) =>
    `${String(nodes)} in zone ${[zones].flat().join(' and ')} from ${String(group ?? 'no reservation')}`;
  const wanted = nodePlaces(host).map(([, { zone, nodes, group }]) => worded(nodes, zone, group));
  const sets = stacksOfHost(topology, id, stacks)
    .flatMap(({ resources }) => resources)
    .filter(({ type }) => type === 'azurerm_linux_virtual_machine_scale_set');
  const emitted = sets.map(({ properties }) => worded(properties['instances'], properties['zones'], properties['capacity_reservation_group_id']));
  if (wanted.sort().join() === emitted.sort().join()) return undefined;
  return `The scale sets run ${emitted.join(', ') || 'no nodes'}; the topology declares ${wanted.join(', ')}.`;
}
