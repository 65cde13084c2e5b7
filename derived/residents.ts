import { isFleet } from '../hosts/schemas.js';
import type { Topology } from '../topology/schema/topology.js';
import type { Workload } from '../topology/schema/workloads.js';
import { entity, sortedEntries } from '../topology/views.js';

/** Whether a zone has borders: what is bound to it cannot go elsewhere, so it comes first where it is. */
export function isResident(topology: Topology, { zone }: Pick<Workload, 'zone'>): boolean {
  return !entity(topology.zones, zone).includes('ANY');
}

/** Workloads whose route names a host, in the order of their ids: bound to a zone with borders, or not. */
export function sharersOf(topology: Topology, host: string): { readonly residents: [string, Workload][]; readonly background: [string, Workload][] } {
  const routed = sortedEntries(topology.workloads).filter(([, { route }]) => route.includes(host));
  const bound = ([, workload]: [string, Workload]) => isResident(topology, workload);
  return { residents: routed.filter(bound), background: routed.filter((entry) => !bound(entry)) };
}

/** Whether a fleet serves workloads that are bound to a zone and others, of which the first go first. */
export function isShared(topology: Topology, host: string): boolean {
  const { residents, background } = sharersOf(topology, host);
  return isFleet(topology.hosts[host]) && residents.length > 0 && background.length > 0;
}
