import { billions, dollars, percent } from '../figures.js';
import type { PlanReport, PlanSection } from '../section.js';

/** The saving against list and like for like, with its arithmetic. */
export function comparisonSection({ plan: { baseline, hybrid, saving, unpriced, workloads } }: PlanReport): PlanSection {
  const against = (usd: number | 'unknown', found: number | 'unknown') =>
    `1 - ${dollars(hybrid.usdPerYear)} / ${dollars(usd)} = ${percent(found)}${usd === 'unknown' || found === 'unknown' || hybrid.high <= hybrid.low ? '' : ` (${percent(1 - hybrid.high / usd)} to ${percent(1 - hybrid.low / usd)})`}`;
  const nobody = Object.values(workloads).reduce((sum, { unservedTokensPerYear }) => sum + unservedTokensPerYear, 0);
  return {
    title: 'Against hosted only',
    table: {
      head: ['workload', 'tokens', 'USD per 10^6', 'USD', 'source'],
      rows: baseline.rows.map((row) => [
        row.workload,
        billions(row.tokensPerYear),
        row.usdPerMillion === 'unknown' ? 'unknown' : String(Number(row.usdPerMillion.toFixed(4))),
        dollars(row.usdPerYear),
        `${row.source}, ${row.asOf}`,
      ]),
    },
    lines: [
      `Saving against list: ${against(baseline.usdPerYear, saving.list)}.`,
      `Like for like, with ${percent(baseline.discount)} off the baseline too: ${against(baseline.discountedUsdPerYear, saving.likeForLike)}.`,
      ...(nobody < 1 ? [] : [`${billions(nobody)} tokens find no place in this plan and are in the baseline: the saving is too high by what they would cost.`]),
      ...(unpriced.length === 0 ? [] : [`No saving is said: no price of ${unpriced.join(', ')} is known.`]),
      ...baseline.assumptions.map((text) => `- ${text}`),
    ],
  };
}
