import { stalePrices, unknownPrices } from '../../../planner/cost/price-age.js';
import type { PlanReport, PlanSection } from '../section.js';

/** What no sum contains, and which prices are old. */
export function doubtsSection({ plan }: PlanReport): PlanSection {
  const [unknown, stale] = [unknownPrices(plan.lines), stalePrices(plan)];
  return {
    title: `${unknown.length} lines without a price, ${stale.length} old prices`,
    lines: [
      'No sum contains:',
      ...unknown.map((text) => `- ${text}`),
      'Older than 90 days:',
      ...stale.map(({ source, asOf, days, lines }) => `- ${source}, ${asOf} (${days} days): ${lines.length} lines`),
    ],
    detail: true,
  };
}
