import { nodeThroughput } from '../derived/node-throughput.js';
import { peakTokensPerMinute } from '../derived/peak-load.js';
import type { Host } from '../hosts/schemas.js';
import { fleets } from '../hosts/select.js';
import type { Capacity } from '../hosts/shared/host-traits.js';
import { traitsOf } from '../hosts/traits.js';
import type { Topology } from '../topology/schema/topology.js';
import type { Workload } from '../topology/schema/workloads.js';
import { entity, sortedEntries } from '../topology/views.js';
import { quotaTokensPerToken } from './quota-tokens.js';

/** Tokens per minute that reach a host, by workload. */
export type Arrivals = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** A fleet that lost nodes. */
export interface Loss {
  readonly host: string;
  readonly nodes: number;
}

/**
 * What reaches each host in the busiest minute. Every workload is taken at its own peak at once. A host first serves the workloads without a
 * further host in their route. Of the others, what does not fit spills over, beginning with the workload that fits worst. Where
 * the capacity of a host is not known, everything that can spill over does.
 */
export function arrivals(topology: Topology, loss?: Loss): Arrivals {
  const workloads = sortedEntries(topology.workloads);
  let now: Arrivals = primaries(workloads);
  // Overflow of overflow: each round carries it one host further, and no chain is longer than there are hosts.
  for (const _ of Object.keys(topology.hosts)) now = onward(topology, now, loss);
  return now;
}

function primaries(workloads: readonly [string, Workload][]): Map<string, Map<string, number>> {
  const reached = new Map<string, Map<string, number>>();
  for (const [id, { route, load }] of workloads) {
    const [first] = route;
    if (first !== undefined && load.tokensPerYear > 0) at(reached, first).set(id, peakTokensPerMinute(load));
  }
  return reached;
}

function onward(topology: Topology, before: Arrivals, loss?: Loss): Arrivals {
  const after = primaries(sortedEntries(topology.workloads));
  for (const [hostId, arriving] of before) {
    const host = entity(topology.hosts, hostId);
    const groups = new Map<string, [string, number][]>();
    const residents: [string, number][] = [];
    for (const [id, tokens] of arriving) {
      const { route } = entity(topology.workloads, id);
      const next = route[route.indexOf(hostId) + 1];
      if (next === undefined) residents.push([id, tokens]);
      else groups.set(next, [...(groups.get(next) ?? []), [id, tokens]]);
    }
    const share = (id: string) => sharePerToken(topology, host, entity(topology.workloads, id));
    const used = (some: readonly [string, number][]) => some.reduce((sum, [id, tokens]) => sum + tokens * (share(id) ?? Number.POSITIVE_INFINITY), 0);
    const whole = capacityOf(host, loss?.host === hostId ? loss.nodes : 0);
    const excess = Math.max(0, used(residents) + used([...groups.values()].flat()) - whole);
    for (const [next, group] of groups) {
      for (const [id, tokens] of displaced(group, excess, share)) at(after, next).set(id, tokens);
    }
  }
  return after;
}

/** Tokens that give way when an excess of capacity is asked for. Those that fit into it in the largest number are first. */
function* displaced(group: readonly [string, number][], excess: number, share: (id: string) => number | undefined): Iterable<[string, number]> {
  let left = excess;
  const ordered = [...group].sort(([a], [b]) => (share(a) ?? Number.POSITIVE_INFINITY) - (share(b) ?? Number.POSITIVE_INFINITY) || (a < b ? -1 : 1));
  for (const [id, tokens] of ordered) {
    const each = share(id);
    const gone = each === undefined ? tokens : Math.min(tokens, left / each);
    if (each !== undefined) left -= gone * each;
    if (gone > 0) yield [id, gone];
  }
}

/** Capacity of a host in its own unit: nodes of a fleet, the most replicas of an endpoint, tokens per minute elsewhere; none where it is not known. */
export function capacityOf(host: Host, lost: number): number {
  const capacity = traitsOf(host).capacity(host);
  switch (capacity.unit) {
    case 'nodes':
      return servingNodes(capacity, lost);
    case 'replicas':
      return capacity.most;
    case 'quota tokens':
      return capacity.perMinute === 'as needed' ? Number.POSITIVE_INFINITY : capacity.perMinute;
    case 'tokens':
      return capacity.perMinute;
    case 'unknown':
      return 0;
  }
}

type Nodes = Extract<Capacity, { unit: 'nodes' }>;
type Replicas = Extract<Capacity, { unit: 'replicas' }>;

/** Nodes that answer at one time: spares step in first, and during a transition each version carries everything alone. */
function servingNodes({ spare, versions }: Nodes, lost: number): number {
  const counts = versions.map(({ nodes, nodesField }) => (nodesField === 'nodes' ? Math.min(nodes - spare, nodes - lost) : nodes - lost));
  return Math.max(0, Math.min(...counts));
}

/** Part of a host's unit of capacity that one token per minute of a workload uses up; undefined where it is not known. */
export function sharePerToken(topology: Topology, host: Host, workload: Workload): number | undefined {
  const capacity = traitsOf(host).capacity(host);
  switch (capacity.unit) {
    case 'nodes': {
      const throughput = slowest(topology, capacity, workload);
      return throughput === undefined ? undefined : 1 / throughput;
    }
    case 'replicas': {
      const throughput = replicaThroughput(topology, capacity, workload);
      return throughput === undefined ? undefined : 1 / throughput;
    }
    case 'quota tokens':
      return quotaTokensPerToken(workload.load);
    case 'tokens':
      return 1;
    case 'unknown':
      return undefined;
  }
}

/** All GPUs of its machine are one replica. */
function replicaThroughput(topology: Topology, { hardware, model }: Replicas, workload: Workload): number | undefined {
  if (hardware === 'unknown') return undefined;
  return nodeThroughput({ model: entity(topology.models, model), hardware, tensorParallel: hardware.gpus }, workload);
}

function slowest(topology: Topology, { hardware, tensorParallel, versions }: Nodes, workload: Workload): number | undefined {
  if (hardware === 'unknown') return undefined;
  const each = versions.map(({ model }) => nodeThroughput({ model: entity(topology.models, model), hardware, tensorParallel }, workload));
  return each.some((tokens) => tokens === undefined) ? undefined : Math.min(...each.map((tokens) => tokens ?? 0));
}

/** Fleets whose loss of a node is looked at, each by itself. */
export function lossesOfOneNode(topology: Topology): Loss[] {
  return fleets(topology).map(([host]) => ({ host, nodes: 1 }));
}

/** Hosts ahead of a place in a route whose capacity for the workload no fact gives: what they carry is not subtracted. */
export function unknownCapacity(topology: Topology, workload: Workload, place: number): string[] {
  return workload.route.slice(0, place).filter((id) => sharePerToken(topology, entity(topology.hosts, id), workload) === undefined);
}

function at(map: Map<string, Map<string, number>>, key: string): Map<string, number> {
  const known = map.get(key) ?? new Map<string, number>();
  map.set(key, known);
  return known;
}
