import type { CostLine } from '../../../planner/cost/line.js';
import { amount, dollars, percent } from '../figures.js';
import type { PlanReport, PlanSection } from '../section.js';

/** What is paid for what, line by line, with source and date. */
export function billSection({ plan: { lines, asOf, hybrid } }: PlanReport): PlanSection {
  const row = ({ host, workload, what, quantity, unit, price, discount, usd }: CostLine) => [
    host,
    workload,
    what,
    `${amount(quantity)} ${unit}`,
    price.usd === 'unknown' ? 'no price known' : String(Number(price.usd.toFixed(6))),
    discount === 0 ? '-' : percent(discount),
    dollars(usd),
    price.usd === 'unknown' ? '-' : `${price.source}, ${price.asOf}`,
  ];
  return {
    title: `Cost of the year from ${asOf}, USD at list prices less declared discounts; rounded to whole dollars after adding`,
    table: { head: ['host', 'workload', 'what', 'quantity', 'price', 'discount', 'USD', 'source'], rows: lines.map(row) },
    lines: [
      `Sum of what has a price: ${dollars(hybrid.usdPerYear)}${hybrid.high > hybrid.low ? ` (${dollars(hybrid.low)} to ${dollars(hybrid.high)}, as quantities are uncertain)` : ''}.`,
    ],
    detail: true,
  };
}
