import { capacityOf, sharePerToken } from '../../derived/capacity-share.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import { minutesPerYear, weekOf } from '../demand/week.js';
import { overflowShare } from './erlang.js';
import type { Flow, FlowOptions, Tokens } from './flow.js';
import { guardLoads } from './guards.js';
import { type Pool, poolOf } from './pool.js';

/**
 * Who serves what in every minute of a week. A host first serves workloads without a further host in their route, then the others; of
 * these, what does not fit spills over, beginning with those that fit in the largest number. Screening by a guard is load of its host.
 */
export function flows(topology: Topology, options: FlowOptions): Flow[] {
  const arriving = new Map<string, Map<string, Tokens>>();
  for (const [id, { route, load }] of sortedEntries(topology.workloads)) {
    const [first] = route;
    if (first === undefined || load.tokensPerYear === 0) continue;
    const week = options.weeks?.[id] ?? weekOf(load, options.asOf, options.step);
    add(
      arriving,
      first,
      id,
      week.map((relative) => (relative * load.tokensPerYear) / minutesPerYear),
    );
  }
  const screened = guardLoads(topology, options);
  return [...hostsInOrder(topology).flatMap((host) => settle(topology, host, arriving, options)), ...screened];
}

/** Hosts so that each comes after those that spill over to it, where routes do not go both ways. */
function hostsInOrder(topology: Topology): string[] {
  const place = (host: string) => Math.max(0, ...Object.values(topology.workloads).map(({ route }) => route.indexOf(host)));
  return Object.keys(topology.hosts).sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

function settle(topology: Topology, id: string, arriving: Map<string, Map<string, Tokens>>, options: FlowOptions): Flow[] {
  const host = entity(topology.hosts, id);
  const [first] = arriving.get(id)?.values() ?? [];
  const length = first?.length ?? 0;
  const users = [...(arriving.get(id) ?? [])].map(([workload, tokens]) => {
    const { route } = entity(topology.workloads, workload);
    const flow: Flow = {
      workload,
      host: id,
      arriving: tokens,
      served: new Float64Array(length),
      unserved: new Float64Array(length),
      share: sharePerToken(topology, host, entity(topology.workloads, workload)),
    };
    return { flow, next: route[route.indexOf(id) + 1] };
  });
  if (users.length === 0) return [];
  const capacity = options.nodes?.[id] ?? capacityOf(host, options.loss?.host === id ? options.loss.nodes : 0);
  const pool = poolOf(
    topology,
    id,
    users.map(({ flow }) => flow.workload),
  );
  // Those that go no further keep their place; among the others the one that frees least by leaving stays longest.
  const inTurn = [...users].sort((a, b) => (a.next === undefined ? 1 : 0) - (b.next === undefined ? 1 : 0) || (a.flow.share ?? 0) - (b.flow.share ?? 0));
  const gone = inTurn.map(() => new Float64Array(length));
  const arrivals = users.map(({ flow }) => flow);
  const leavings = inTurn.map(({ flow, next }, index) => ({ flow, next, to: next === undefined ? flow.unserved : (gone[index] ?? flow.unserved) }));
  for (let minute = 0; minute < length; minute++) {
    let excess = excessOf(arrivals, minute, capacity, pool);
    for (const { flow, next, to } of leavings) {
      const tokens = flow.arriving[minute] ?? 0;
      const leaving = flow.share === undefined ? (next === undefined ? 0 : tokens) : Math.min(tokens, excess / flow.share);
      if (flow.share !== undefined) excess -= leaving * flow.share;
      flow.served[minute] = tokens - leaving;
      to[minute] = leaving;
    }
  }
  inTurn.forEach(({ flow, next }, index) => {
    const tokens = gone[index];
    if (next !== undefined && tokens !== undefined) add(arriving, next, flow.workload, tokens);
  });
  return users.map(({ flow }) => flow);
}

/** What of a minute's demand the capacity does not take, in units of capacity. */
function excessOf(some: readonly Flow[], minute: number, capacity: number, pool: Pool | undefined): number {
  let used = 0;
  for (const { arriving, share } of some) if (share !== undefined) used += (arriving[minute] ?? 0) * share;
  if (used === 0 || capacity === Number.POSITIVE_INFINITY) return 0;
  if (capacity <= 0) return used;
  if (pool === undefined) return Math.max(0, used - capacity);
  const slots = pool.slotsPerUnit * capacity;
  return used * overflowShare(slots, pool.placesPerUnit * capacity, (used / capacity) * slots);
}

function add(arriving: Map<string, Map<string, Tokens>>, host: string, workload: string, tokens: Tokens): void {
  const known = arriving.get(host) ?? new Map<string, Tokens>();
  const before = known.get(workload);
  known.set(workload, before === undefined ? tokens : before.map((value, minute) => value + (tokens[minute] ?? 0)));
  arriving.set(host, known);
}
