import { replicasOf } from '../../derived/replicas.js';
import type { NodePriceRow } from '../../facts/prices.js';
import { type HostOf, isFleet, isHost } from '../../hosts/schemas.js';
import { allNodes } from '../../hosts/shared/fleet-versions.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';

type AwsFleetHost = HostOf<'self-hosted-aws'>;

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

/** The same with another number of nodes, its reservations spread evenly over them and those of a transition, and no more least replicas than they hold. */
export function withNodes({ topology, edits }: Candidate, id: string, count: number): Candidate {
  const host = entity(topology.hosts, id);
  if (!isFleet(host) || host.nodes.count === count) return { topology, edits };
  const ids = Object.keys(host.capacity.reservations).sort();
  const prepaid = host.cloud === 'aws' ? Object.values(host.capacity.blocks).reduce((sum, block) => sum + block.count, 0) : 0;
  const moving = allNodes(host) - host.nodes.count;
  const reserved = Math.max(0, count + moving - prepaid);
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
        : [{ path: pathOf('hosts', id, 'capacity', 'reservations'), from: `${allNodes(host) - prepaid} nodes`, to: `${reserved} nodes` }]),
    ],
  };
}

/** The same with the nodes of an AWS fleet from elsewhere; `capacity` is asked with their number, a transition's included. */
export function withCapacity(
  { topology, edits }: Candidate,
  id: string,
  form: string,
  capacity: (count: number) => Partial<AwsFleetHost['capacity']>,
): Candidate {
  const host = entity(topology.hosts, id);
  if (!isHost(host, 'self-hosted-aws')) return { topology, edits };
  const changed = { ...host, capacity: { ...host.capacity, ...capacity(allNodes(host)) } };
  const edit = { path: pathOf('hosts', id, 'capacity'), from: inWords(host.capacity), to: `${inWords(changed.capacity)} (${form})` };
  // What a change of nodes said of reservations is said anew.
  const others = edits.filter(({ path }) => path !== pathOf('hosts', id, 'capacity', 'reservations'));
  return { topology: { ...topology, hosts: { ...topology.hosts, [id]: changed } }, edits: [...others, edit] };
}

/** A rate for a term, and where it is from. */
export interface Rate {
  readonly row: NodePriceRow;
  readonly usdPerHour: number;
  readonly from: string;
  readonly to: string;
}

/** The same with all nodes of a fleet committed to under its contract. */
export function withCommitment({ topology, edits }: Candidate, id: string, { row, usdPerHour, from, to }: Rate): Candidate {
  const host = entity(topology.hosts, id);
  const contract = 'contract' in host && host.contract !== undefined ? host.contract : undefined;
  if (!isFleet(host) || contract === undefined) return { topology, edits };
  const { instanceType, count } = host.nodes;
  const before = entity(topology.contracts, contract);
  const commitment = { instanceType, usdPerHour, start: from, end: to, evidence: `list price of ${row.term}, facts/prices.yaml, ${row.source}` };
  const running = Object.values(before.commitments).filter((one) => one.instanceType === instanceType && one.start <= from && from <= one.end);
  const left = count - running.reduce((sum, one) => sum + one.count, 0);
  if (left <= 0) return { topology, edits };
  const key = `${id}-${row.term}`.slice(0, 19);
  return {
    topology: {
      ...topology,
      contracts: { ...topology.contracts, [contract]: { ...before, commitments: { ...before.commitments, [key]: { ...commitment, count: left } } } },
    },
    edits: [
      ...edits,
      {
        path: pathOf('contracts', contract, 'commitments', key),
        from: Object.keys(before.commitments).join(', ') || 'none',
        to: `{instanceType: ${instanceType}, count: ${left}, usdPerHour: ${usdPerHour}, start: ${from}, end: ${to}, evidence: <order>}`,
      },
    ],
  };
}

function inWords({ reservations, blocks, onDemand }: AwsFleetHost['capacity']): string {
  const listed = (some: Readonly<Record<string, { readonly availabilityZone: string; readonly count: number }>>) =>
    sortedEntries(some)
      .map(([key, { availabilityZone, count }]) => `${key}: ${count} in ${availabilityZone}`)
      .join(', ');
  const ends = sortedEntries(blocks).map(([, { start, end }]) => ` from ${start} to ${end}`);
  const parts = [
    ...(Object.keys(reservations).length === 0 ? [] : [`reservations {${listed(reservations)}}`]),
    ...(Object.keys(blocks).length === 0 ? [] : [`blocks {${listed(blocks)}}${ends.join(',')}`]),
    ...(onDemand ? ['onDemand: true'] : []),
  ];
  return parts.join(', ') || 'nothing';
}

function clamped<H extends Topology['hosts'][string]>(host: H, most: number): H {
  if (!('scaling' in host) || host.scaling === undefined) return host;
  const { scaling } = host;
  const schedules = Object.entries(scaling.schedules).map(([key, schedule]) => [key, { ...schedule, minReplicas: Math.min(schedule.minReplicas, most) }]);
  const maxReplicas = scaling.maxReplicas === undefined ? {} : { maxReplicas: Math.min(scaling.maxReplicas, most) };
  return { ...host, scaling: { ...scaling, ...maxReplicas, minReplicas: Math.min(scaling.minReplicas, most), schedules: Object.fromEntries(schedules) } };
}
