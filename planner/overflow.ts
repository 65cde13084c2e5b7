import { capacityOf, sharePerToken } from '../derived/capacity-share.js';
import { peakTokensPerMinute } from '../derived/peak-load.js';
import { fleets } from '../hosts/select.js';
import type { Topology } from '../topology/schema/topology.js';
import type { Workload } from '../topology/schema/workloads.js';
import { entity, sortedEntries } from '../topology/views.js';

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
