import { nodeCounts } from '../../hosts/self-hosted-google/reservations.js';
import type { GoogleFleetHost } from '../../hosts/self-hosted-google/schema.js';
import { sortedEntries } from '../../topology/views.js';
import { googleMachines } from '../cloud-init.js';
import type { Violation } from '../rule.js';
import { dig, type Resource, type SynthesizedStack } from '../synthesized.js';

/** Nodes that no reservation carries: there is no other way to launch them. */
export function* uncarriedNodes(id: string, { nodes, capacity }: GoogleFleetHost): Iterable<Violation> {
  const reserved = Object.values(capacity.reservations).reduce((sum, { count }) => sum + count, 0);
  if (reserved >= nodes.count) return;
  yield {
    path: `hosts.${id}.capacity.reservations`,
    message: `Reservations carry ${reserved} of ${nodes.count} nodes.`,
    fix: 'Reserve the missing nodes, or lower nodes.count.',
  };
}

/** What stands in the modules against what a fleet on Google declares: reservations, the nodes that name them, and how many. */
export function* emittedReservationProblems(stacks: readonly SynthesizedStack[], id: string, host: GoogleFleetHost): Iterable<Violation> {
  const own = stacks.filter(({ origin }) => origin === `hosts.${id}` || origin === `hosts.${id}.capacity`).flatMap(({ resources }) => resources);
  const ofType = (type: string) => own.filter((resource) => resource.type === type);
  const made = ofType('google_compute_reservation');
  const path = `hosts.${id}.capacity.reservations`;
  const fix = 'Restore what the stacks synthesize.';
  const declared = sortedEntries(host.capacity.reservations).map(([, { zone, count }]) => `${count} in ${zone}`);
  const emitted = made.map(({ properties }) => `${String(dig(properties, 'specific_reservation', 'count'))} in ${String(properties['zone'])}`);
  if (declared.sort().join() !== emitted.sort().join()) {
    yield { path, message: `The stacks reserve ${emitted.join(', ') || 'nothing'}; the topology declares ${declared.join(', ')}.`, fix };
  }
  for (const resource of made) {
    if (resource.properties['specific_reservation_required'] === true) continue;
    yield { path, resource, message: `${resource.id} may be used up by any instance of the project. Allowed: specific_reservation_required.`, fix };
  }
  const names = made.map(({ properties }) => properties['name']);
  for (const resource of own.filter(({ type }) => googleMachines.has(type))) {
    const targets = targetsOf(resource);
    if (targets.length === 1 && names.includes(targets[0])) continue;
    yield { path, resource, message: `${resource.id} launches from ${targets.join(', ') || 'no reservation'}. Allowed: one of ${names.join(', ')}.`, fix };
  }
  const wanted = nodeCounts(host).map(([, { zone, nodes }]) => `${nodes} in ${zone}`);
  const groups = ofType('google_compute_instance_group_manager').map(
    ({ properties }) => `${String(properties['target_size'])} in ${String(properties['zone'])}`,
  );
  if (wanted.sort().join() !== groups.sort().join()) {
    yield { path: `hosts.${id}.nodes`, message: `The groups run ${groups.join(', ') || 'no'} nodes; the topology declares ${wanted.join(', ')}.`, fix };
  }
}

function targetsOf({ properties }: Resource): unknown[] {
  if (dig(properties, 'reservation_affinity', 'type') !== 'SPECIFIC_RESERVATION') return [];
  const values = dig(properties, 'reservation_affinity', 'specific_reservation', 'values');
  return Array.isArray(values) ? values : [];
}
