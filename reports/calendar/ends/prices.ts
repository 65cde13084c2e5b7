import { staleAfterDays } from '../../../planner/cost/price-age.js';
import { daysAfter, firstDay } from '../../../topology/day.js';
import type { CalendarInput, End } from '../end.js';

/** The day on which each price that the plan rests on has to be read again. A day in the past says that this is overdue. */
export function priceEnds({ plan }: CalendarInput): End[] {
  const priced = plan.lines.filter(({ usd, price }) => usd !== 'unknown' && usd !== 0 && /^\d{4}-\d{2}(-\d{2})?$/.test(price.asOf));
  const rows = new Map<string, { readonly source: string; readonly asOf: string; readonly of: Set<string> }>();
  for (const { host, what, price } of priced) {
    const key = `${price.source} ${price.asOf}`;
    const row = rows.get(key) ?? { source: price.source, asOf: price.asOf, of: new Set<string>() };
    row.of.add(host === 'shared' ? what : host);
    rows.set(key, row);
  }
  return [...rows.values()].map(({ source, asOf, of }): End => {
    const hosts = [...of].sort();
    return {
      kind: 'stale price',
      // Not of its date, so that a price that was read again moves its event.
      subject: `${source}: ${hosts.join(', ')}`,
      on: daysAfter(firstDay(asOf), staleAfterDays),
      title: `Price of ${hosts.slice(0, 3).join(', ')}${hosts.length > 3 ? ` and ${hosts.length - 3} more` : ''}, read on ${asOf}, is ${staleAfterDays} days old`,
      action: 'Read it again: blueprint facts refresh, or at its source.',
      source,
    };
  });
}
