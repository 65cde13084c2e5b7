import { planned } from '../../planner/cost/planned.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import { align } from '../align.js';
import { dollars, percent } from './figures.js';

/** Share and cost of every host and workload, for the end of a synthesis; `blueprint plan` has the lines behind it. */
export function planTable(topology: Topology, asOf: string): string {
  const plan = planned(topology, asOf);
  const all = Object.values(plan.workloads).reduce((sum, { tokensPerYear }) => sum + tokensPerYear, 0);
  const answered = (id: string) => Object.values(plan.workloads).reduce((sum, { hosts, tokensPerYear }) => sum + (hosts[id]?.share ?? 0) * tokensPerYear, 0);
  const cost = (host: string, usd: number) => (plan.unpriced.includes(host) ? 'no price known' : dollars(usd / 12));
  const hosts = Object.entries(plan.hosts).map(([id, { usdPerYear, utilisation }]) => [
    id,
    percent(all === 0 ? 0 : answered(id) / all),
    utilisation === 'unknown' ? '-' : percent(utilisation),
    cost(id, usdPerYear),
  ]);
  const workloads = sortedEntries(plan.workloads).map(([id, { usdPerYear, hosts: places, tokensPerYear, unservedTokensPerYear }]) => [
    id,
    [
      ...sortedEntries(places).map(([host, { share }]) => `${host} ${percent(share)}`),
      // Less than a token is an error of the arithmetic.
      ...(unservedTokensPerYear < 1 ? [] : [`nobody ${percent(unservedTokensPerYear / tokensPerYear)}`]),
    ].join(', '),
    dollars(usdPerYear / 12),
    dollars(topology.workloads[id]?.budget?.usdPerMonth ?? 'unknown'),
  ]);
  return [
    align([['host', 'share of tokens', 'used', 'USD a month'], ...hosts]),
    '',
    align([['workload', 'share by host', 'USD a month', 'budget'], ...workloads]),
    `Planned as of ${asOf}; lines, sources and what has no price: npm run blueprint -- plan.`,
  ].join('\n');
}
