import { months, terms } from '../../../planner/cost/calendar.js';
import { dollars } from '../figures.js';
import type { PlanReport, PlanSection } from '../section.js';

/** The same sum by who pays, by cloud, by month and over the terms of contracts. */
export function totalsSection({ topology, plan }: PlanReport): PlanSection {
  const list = (map: Readonly<Record<string, number>>) =>
    Object.entries(map)
      .map(([key, usd]) => `${key} ${dollars(usd)}`)
      .join(', ');
  const year = months(topology, plan.lines, plan.asOf, 12);
  return {
    title: 'Totals',
    lines: [
      `By cost centre: ${list(plan.costCentres)}.`,
      `By cloud: ${list(plan.clouds)}.`,
      `By month: ${year[0]?.month} ${dollars(year[0]?.usd ?? 'unknown')} to ${year.at(-1)?.month} ${dollars(year.at(-1)?.usd ?? 'unknown')}.`,
      ...terms(topology, plan.lines, plan.asOf).map(
        ({ contract, end, months: count, usd }) => `Until ${contract} ends (${end}, ${count} months): ${dollars(usd)}.`,
      ),
    ],
  };
}
