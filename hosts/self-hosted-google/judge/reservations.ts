import { type FleetVersion, nodeGroupName } from '../../../derived/google-fleet-names.js';
import { googleMachines } from '../../../evidence/scripts/cloud-init.js';
import { stacksOfHost } from '../../../evidence/synthesized/host-of-resource.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import { dig, type Resource, type SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { sortedEntries } from '../../../topology/views.js';
import { nextNodeCounts, nodeCounts } from '../reservations.js';
import type { GoogleFleetHost } from '../schema.js';

/** What the modules hold against what a fleet on Google declares: reservations, the nodes that name them, and how many. */
export function* emittedReservationProblems(stacks: readonly SynthesizedStack[], topology: Topology, id: string, host: GoogleFleetHost): Iterable<Problem> {
  const own = ownResources(stacks, topology, id);
  const ofType = (type: string) => own.filter((resource) => resource.type === type);
  const made = ofType('google_compute_reservation');
  const declared = sortedEntries(host.capacity.reservations).map(([, { zone, count }]) => `${count} in ${zone}`);
  const emitted = made.map(({ properties }) => `${String(dig(properties, 'specific_reservation', 'count'))} in ${String(properties['zone'])}`);
  if (declared.sort().join() !== emitted.sort().join()) {
    yield { message: `The stacks reserve ${emitted.join(', ') || 'nothing'}; the topology declares ${declared.join(', ')}.` };
  }
  for (const resource of made) {
    if (resource.properties['specific_reservation_required'] === true) continue;
    yield { resource, message: `${resource.id} may be used up by any instance of the project. Allowed: specific_reservation_required.` };
  }
  const names = made.map(({ properties }) => properties['name']);
  for (const resource of own.filter(({ type }) => googleMachines.has(type))) {
    const targets = targetsOf(resource);
    if (targets.length === 1 && names.includes(targets[0])) continue;
    yield { resource, message: `${resource.id} launches from ${targets.join(', ') || 'no reservation'}. Allowed: one of ${names.join(', ')}.` };
  }
}

/** How the sizes of the groups of each version differ from its declared nodes. A group of another name is of the version that was there before. */
export function* emittedNodesProblems(
  stacks: readonly SynthesizedStack[],
  topology: Topology,
  id: string,
  host: GoogleFleetHost,
): Iterable<{ readonly version: FleetVersion; readonly message: string }> {
  const managers = ownResources(stacks, topology, id).filter(({ type }) => type === 'google_compute_instance_group_manager');
  const names = nextNodeCounts(host).map(([key]) => nodeGroupName(topology, id, 'next', key));
  const isNext = ({ properties }: Resource) => names.includes(String(properties['name']));
  for (const [version, counts] of [['present', nodeCounts(host)] as const, ['next', nextNodeCounts(host)] as const]) {
    const wanted = counts.map(([, { zone, nodes }]) => `${nodes} in ${zone}`).sort();
    const groups = managers
      .filter((group) => isNext(group) === (version === 'next'))
      .map(({ properties }) => `${String(properties['target_size'])} in ${String(properties['zone'])}`)
      .sort();
    if (wanted.join() === groups.join()) continue;
    const which = version === 'next' ? 'The groups of the next version' : 'The groups';
    yield { version, message: `${which} run ${groups.join(', ') || 'no'} nodes; the topology declares ${wanted.join(', ') || 'none'}.` };
  }
}

function ownResources(stacks: readonly SynthesizedStack[], topology: Topology, id: string): Resource[] {
  return stacksOfHost(topology, id, stacks).flatMap(({ resources }) => resources);
}

function targetsOf({ properties }: Resource): unknown[] {
  if (dig(properties, 'reservation_affinity', 'type') !== 'SPECIFIC_RESERVATION') return [];
  const values = dig(properties, 'reservation_affinity', 'specific_reservation', 'values');
  return Array.isArray(values) ? values : [];
}
