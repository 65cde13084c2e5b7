import { dollars, percent } from '../figures.js';
import type { PlanReport, PlanSection } from '../section.js';

/** What each workload pays, beside its budget, and who serves it. */
export function workloadsSection({ topology, plan }: PlanReport): PlanSection {
  const rows = Object.entries(plan.workloads).map(([id, { usdPerYear, hosts, unservedTokensPerYear, tokensPerYear }]) => {
    const budget = topology.workloads[id]?.budget?.usdPerMonth;
    return [
      id,
      dollars(usdPerYear / 12),
      budget === undefined ? 'none' : dollars(budget),
      dollars(usdPerYear),
      Object.entries(hosts)
        .map(([host, { share, usdPerYear: usd }]) => `${host} ${percent(share)} ${dollars(usd)}`)
        .join(', '),
      unservedTokensPerYear < 1 ? '-' : percent(unservedTokensPerYear / tokensPerYear),
    ];
  });
  return { title: 'Workloads', table: { head: ['workload', 'USD a month', 'budget', 'USD a year', 'share and USD by host', 'unserved'], rows }, lines: [] };
}
