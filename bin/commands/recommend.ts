import { type Search, search } from '../../planner/recommend/search.js';
import { judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import type { LoadedTopology } from '../../topology/load.js';
import type { Topology } from '../../topology/schema/topology.js';

/** Placements that are priced at most, and how many are shown. */
const bounds = { limit: 4_000, keep: 3 };

/**
 * Searches placements that the rules on topologies accept: none refuses what it does not refuse of the declared one. Rules of cost are not asked, as
 * cost is what is searched by; what only a synthesis shows, `check` says of the edited file.
 */
export function recommend(loaded: LoadedTopology, topology: Topology, asOf: string): Search {
  const asked = rules.filter(({ topology: judges, id }) => judges !== undefined && !id.startsWith('cost/'));
  const withoutNodes = asked.filter(({ id }) => id !== 'capacity/sufficient');
  const refusals = (some: typeof rules, one: Topology) =>
    judge(some, { ...loaded, topology: one }, asOf, {})
      .filter(({ severity, waivedBy }) => severity !== 'warning' && waivedBy === undefined)
      .map(({ rule, path }) => `${rule} ${path}`);
  const known = new Set(refusals(asked, topology));
  const accepts = (one: Topology, of: 'route' | 'whole') => refusals(of === 'route' ? withoutNodes : asked, one).every((refusal) => known.has(refusal));
  return search(topology, { asOf, accepts, ...bounds });
}
