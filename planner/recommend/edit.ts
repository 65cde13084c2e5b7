import { replicasOf } from '../../derived/replicas.js';
import { isFleet } from '../../hosts/schemas.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';

/** One change of the file, to be made by hand. */
export interface Edit {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

/** A topology that might be, and how it differs from the declared one. */
export interface Candidate {
  readonly topology: Topology;
  readonly edits: readonly Edit[];
}

/** The same with another route of a workload. */
export function withRoute({ topology, edits }: Candidate, workload: string, route: readonly string[]): Candidate {
  const before = entity(topology.workloads, workload);
  if (before.route.join() === route.join()) return { topology, edits };
  return {
    topology: { ...topology, workloads: { ...topology.workloads, [workload]: { ...before, route: [...route] } } },
    edits: [...edits, { path: pathOf('workloads', workload, 'route'), from: `[${before.route.join(', ')}]`, to: `[${route.join(', ')}]` }],
  };
}

/** The same with another number of nodes, its reservations spread evenly and no more least replicas than the nodes hold. */
export function withNodes({ topology, edits }: Candidate, id: string, count: number): Candidate {
  const host = entity(topology.hosts, id);
  if (!isFleet(host) || host.nodes.count === count) return { topology, edits };
  const ids = Object.keys(host.capacity.reservations).sort();
  const prepaid = host.cloud === 'aws' ? Object.values(host.capacity.blocks).reduce((sum, block) => sum + block.count, 0) : 0;
  const reserved = Math.max(0, count - prepaid);
  const share = (index: number) => Math.floor(reserved / ids.length) + (index < reserved % ids.length ? 1 : 0);
  const reservations = Object.fromEntries(
    ids.flatMap((key, index) => (share(index) === 0 ? [] : [[key, { ...entity<{ count: number }>(host.capacity.reservations, key), count: share(index) }]])),
  );
  const changed = { ...host, nodes: { ...host.nodes, count }, capacity: { ...host.capacity, reservations } } as typeof host;
  const least = count * replicasOf(topology, changed).replicasPerNode;
  return {
    topology: { ...topology, hosts: { ...topology.hosts, [id]: clamped(changed, least) } },
    edits: [
      ...edits,
      { path: pathOf('hosts', id, 'nodes', 'count'), from: String(host.nodes.count), to: String(count) },
      ...(ids.length === 0
        ? []
        : [{ path: pathOf('hosts', id, 'capacity', 'reservations'), from: `${host.nodes.count - prepaid} nodes`, to: `${reserved} nodes` }]),
    ],
  };
}

function clamped<H extends Topology['hosts'][string]>(host: H, most: number): H {
  if (!('scaling' in host) || host.scaling === undefined) return host;
  const { scaling } = host;
  const schedules = Object.entries(scaling.schedules).map(([key, schedule]) => [key, { ...schedule, minReplicas: Math.min(schedule.minReplicas, most) }]);
  const maxReplicas = scaling.maxReplicas === undefined ? {} : { maxReplicas: Math.min(scaling.maxReplicas, most) };
  return { ...host, scaling: { ...scaling, ...maxReplicas, minReplicas: Math.min(scaling.minReplicas, most), schedules: Object.fromEntries(schedules) } };
}
