import { sharePerToken } from '../../derived/capacity-share.js';
import { fleets } from '../../hosts/select.js';
import { traitsOf } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import { fleetAnswers } from '../capacity/fleet-answer.js';
import { flows } from '../capacity/flows.js';
import { cents } from '../cost/line.js';
import { type Plan, plan } from '../cost/plan.js';
import { type Candidate, withNodes, withRoute } from './edit.js';

/** A placement that may be, and its plan. */
export interface Choice extends Candidate {
  readonly plan: Plan;
}

export interface Search {
  /** The cheapest accepted ones, the best first. */
  readonly choices: readonly Choice[];
  /** Placements whose cost was computed, and whether that were all. */
  readonly tried: number;
  readonly complete: boolean;
}

export interface SearchOptions {
  readonly asOf: string;
  /** Whether the rules accept a topology as they accept the declared one; of a route before its nodes are known, what does not depend on them. */
  readonly accepts: (topology: Topology, of: 'route' | 'whole') => boolean;
  /** At most so many placements are priced. */
  readonly limit: number;
  /** So many are kept. */
  readonly keep: number;
}

/** How many of the cheapest the rules are asked about. */
const askedAtMost = 200;

/** Hourly values: prices of placements differ by more than what minutes add. */
const step = 60;

/**
 * Tries every combination of routes of up to two hosts and of nodes of every fleet, as far as the rules accept each of them. What no price is known
 * of is not compared, as nothing would be the cheapest.
 */
export function search(topology: Topology, { asOf, accepts, limit, keep }: SearchOptions): Search {
  const declared: Candidate = { topology, edits: [] };
  const nodes = withoutQuotas(topology);
  const placed = combined(
    [declared],
    sortedEntries(topology.workloads).map(([id]) =>
      routesOf(topology, id)
        .filter((route) => accepts(withRoute(declared, id, route).topology, 'route'))
        .map((route) => (one: Candidate) => withRoute(one, id, route)),
    ),
    limit,
  );
  const all = placed.candidates.flatMap((candidate) => nodesOf(candidate, asOf));
  const priced = all
    .slice(0, limit)
    .map((candidate): Choice => ({ ...candidate, plan: plan(candidate.topology, { asOf, step, nodes }) }))
    .filter((choice) => isWhole(choice) && !isRedundant(topology, choice))
    .sort((a, b) => cents(a.plan.hybrid.usdPerYear) - cents(b.plan.hybrid.usdPerYear) || a.edits.length - b.edits.length);
  const choices: Choice[] = [];
  // Rules take longer than prices, so they are asked about the cheapest ones until enough are accepted.
  for (const choice of priced.slice(0, askedAtMost)) {
    if (choices.length === keep) break;
    if (accepts(choice.topology, 'whole')) choices.push(choice);
  }
  return { choices, tried: Math.min(all.length, limit), complete: placed.complete && all.length <= limit };
}

/**
 * Routes of one or two hosts that answer; a host that screens answers nobody. Where nothing says what a host carries, only workloads stay
 * on it that are there already.
 */
function routesOf(topology: Topology, workload: string): string[][] {
  const guards = new Set(Object.values(topology.workloads).flatMap(({ guard }) => (guard === undefined ? [] : [guard])));
  const one = entity(topology.workloads, workload);
  const hosts = Object.keys(topology.hosts)
    .filter((id) => !guards.has(id) && (one.route.includes(id) || sharePerToken(topology, entity(topology.hosts, id), one) !== undefined))
    .sort();
  const routes = hosts.flatMap((first) => [[first], ...hosts.filter((second) => second !== first).map((second) => [first, second])]);
  return one.route.length > 2 ? [one.route, ...routes] : routes;
}

/** Every number of nodes from what the residents need to what carries the peak; of fleets that nobody uses the declared one. */
function nodesOf(candidate: Candidate, asOf: string): Candidate[] {
  const { answers } = fleetAnswers(candidate.topology, flows(candidate.topology, { asOf, step }));
  return fleets(candidate.topology).reduce<Candidate[]>(
    (some, [id]) => {
      const answer = answers.find(({ host }) => host === id);
      if (answer === undefined) return some;
      const first = Math.max(1, answer.forResidents);
      const counts = Array.from({ length: Math.max(1, Math.ceil(answer.peak) - first + 1) }, (_, index) => first + index);
      return some.flatMap((one) => counts.map((count) => withNodes(one, id, count)));
    },
    [candidate],
  );
}

function combined(
  start: Candidate[],
  options: readonly (readonly ((one: Candidate) => Candidate)[])[],
  limit: number,
): { readonly candidates: Candidate[]; readonly complete: boolean } {
  let complete = true;
  const candidates = options.reduce((some, each) => {
    const next = some.flatMap((one) => each.map((change) => change(one)));
    if (next.length > limit) complete = false;
    return next.slice(0, limit);
  }, start);
  return { candidates, complete };
}

/** Hosts that a quota alone holds back, without it: it is asked for once it is known which. */
function withoutQuotas(topology: Topology): Record<string, number> {
  const quotas = sortedEntries(topology.hosts).filter(([, host]) => traitsOf(host).capacity(host).unit === 'quota tokens');
  return Object.fromEntries(quotas.map(([id]) => [id, Number.POSITIVE_INFINITY]));
}

/** Whether everything has a price and is served. */
function isWhole({ plan: { unpriced, workloads } }: Choice): boolean {
  return unpriced.length === 0 && Object.values(workloads).every(({ unservedTokensPerYear }) => unservedTokensPerYear < 1);
}

/** Whether a route that was changed names a host that nothing reaches: the same without it is another choice. */
function isRedundant(declared: Topology, { topology, plan: { workloads } }: Choice): boolean {
  return sortedEntries(topology.workloads).some(
    ([id, { route }]) =>
      route.join() !== entity(declared.workloads, id).route.join() && route.some((host) => (workloads[id]?.hosts[host]?.tokensPerYear ?? 0) < 1),
  );
}
