import { sharePerToken } from '../../derived/capacity-share.js';
import { isFleet } from '../../hosts/schemas.js';
import { fleets } from '../../hosts/select.js';
import { traitsOf } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import { fleetAnswers } from '../capacity/fleet-answer.js';
import { flows } from '../capacity/flows.js';
import { hostLines } from '../cost/host-lines.js';
import { cents, total } from '../cost/line.js';
import { type Plan, plan } from '../cost/plan.js';
import { type Candidate, withNodes, withRoute } from './edit.js';
import { type Form, formsOf, usedFleets } from './forms.js';

/** A placement that may be, how its fleets are paid, and its plan. */
export interface Choice extends Candidate {
  readonly plan: Plan;
  /** By fleet that serves somebody. */
  readonly forms: Readonly<Record<string, Form['name']>>;
}

export interface Search {
  /** The cheapest accepted ones, the best first. */
  readonly choices: readonly Choice[];
  /** Placements whose cost was computed, each in every form that its fleets can be paid in, and whether that were all. */
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
 * Tries every combination of routes of up to two hosts, of nodes of every fleet and of forms that these are paid in, as far as the rules accept each of
 * them. What no price is known of is not compared, as nothing would be the cheapest.
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
    .map((candidate) => ({ ...candidate, plan: plan(candidate.topology, { asOf, step, nodes }) }))
    .filter((placed) => isServed(placed) && !isRedundant(topology, placed))
    .flatMap((placed) => formed(placed, asOf))
    .sort((a, b) => cents(a.usdPerYear) - cents(b.usdPerYear) || a.edits.length - b.edits.length);
  const choices: Choice[] = [];
  const seen = new Set<string>();
  // Rules take longer than prices, so they are asked about the cheapest ones until enough are accepted.
  for (const { topology: one, edits, forms, usdPerYear } of priced.slice(0, askedAtMost)) {
    if (choices.length === keep) break;
    // The same nodes and routes at the same price in another form: the one with fewer edits was first.
    const key = `${cents(usdPerYear)} ${placeOf(one)}`;
    if (seen.has(key) || !accepts(one, 'whole')) continue;
    seen.add(key);
    choices.push({ topology: one, edits, forms, plan: plan(one, { asOf, step, nodes }) });
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

interface Placed extends Candidate {
  readonly plan: Plan;
}

interface Formed extends Candidate {
  readonly forms: Choice['forms'];
  readonly usdPerYear: number;
}

/** A placement in every combination of forms that its fleets can be paid in; those without a price for something are left out. Only their nodes cost other. */
function formed({ topology, edits, plan: { lines, unpriced } }: Placed, asOf: string): Formed[] {
  const used = usedFleets(topology);
  if (unpriced.some((id) => !used.includes(id))) return [];
  const capacityOf = (one: Topology, id: string) => hostLines(one, id, [], asOf).filter(({ kind }) => kind === 'capacity');
  const combinations = used.reduce<(Candidate & { readonly forms: Choice['forms'] })[]>(
    (some, id) => some.flatMap((one) => formsOf(one.topology, id, asOf).map(({ name, change }) => ({ ...change(one), forms: { ...one.forms, [id]: name } }))),
    [{ topology, edits, forms: {} }],
  );
  const others = total(lines.filter(({ host, kind }) => kind !== 'capacity' || !used.includes(host)));
  return combinations.flatMap((one) => {
    const nodes = used.flatMap((id) => capacityOf(one.topology, id));
    return nodes.some(({ usd }) => usd === 'unknown') ? [] : [{ ...one, usdPerYear: others + total(nodes) }];
  });
}

/** Routes and nodes, in a word. */
function placeOf({ workloads, hosts }: Topology): string {
  const nodes = Object.entries(hosts).map(([id, host]) => (isFleet(host) ? `${id} ${host.nodes.count}` : id));
  return [...Object.entries(workloads).map(([id, { route }]) => `${id} ${route.join()}`), ...nodes].join(' ');
}

/** Whether everything is served. */
function isServed({ plan: { workloads } }: Placed): boolean {
  return Object.values(workloads).every(({ unservedTokensPerYear }) => unservedTokensPerYear < 1);
}

/** Whether a route that was changed names a host that nothing reaches: the same without it is another choice. */
function isRedundant(declared: Topology, { topology, plan: { workloads } }: Placed): boolean {
  return sortedEntries(topology.workloads).some(
    ([id, { route }]) =>
      route.join() !== entity(declared.workloads, id).route.join() && route.some((host) => (workloads[id]?.hosts[host]?.tokensPerYear ?? 0) < 1),
  );
}
