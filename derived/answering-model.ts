import { isFleet } from '../hosts/schemas.js';
import { adapterOf } from '../topology/schema/fleet.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';

/** The model by which a host answers a workload: its own, or the adapter beside it. */
export function answeringModel(topology: Topology, id: string, workload: string): string {
  const host = entity(topology.hosts, id);
  return (isFleet(host) ? adapterOf(host, workload)?.present : undefined) ?? host.model;
}
