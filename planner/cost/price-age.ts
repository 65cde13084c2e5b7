import { daysBetween, firstDay } from '../../topology/day.js';
import type { CostLine } from './line.js';
import type { Plan } from './plan.js';

/** Days after which a price is looked at again. */
export const staleAfterDays = 90;

/** Days after which a plan must not rest on it. */
export const oldAfterDays = 730;

/** A price that a plan rests on and that is old. */
export interface StalePrice {
  readonly source: string;
  readonly asOf: string;
  readonly days: number;
  /** Lines that it prices. */
  readonly lines: readonly string[];
}

/** Prices older than 90 days on the day of the plan, the oldest first. Declared ones are dated by their evidence. */
export function stalePrices({ lines, asOf }: Pick<Plan, 'lines' | 'asOf'>): StalePrice[] {
  const found = new Map<string, StalePrice>();
  for (const line of lines) {
    const days = ageInDays(line.price.asOf, asOf);
    if (line.usd === 'unknown' || line.usd === 0 || days === undefined || days <= staleAfterDays) continue;
    const key = `${line.price.source} ${line.price.asOf}`;
    const lineName = `${line.host}: ${line.what}`;
    const before = found.get(key);
    found.set(key, { source: line.price.source, asOf: line.price.asOf, days, lines: [...new Set([...(before?.lines ?? []), lineName])] });
  }
  return [...found.values()].sort((a, b) => b.days - a.days || (a.source < b.source ? -1 : 1));
}

/** What a plan leaves out, as it has no price. */
export function unknownPrices(lines: readonly CostLine[]): string[] {
  return lines.filter(({ usd }) => usd === 'unknown').map(({ host, what, price }) => `${host}: ${what}${price.note === undefined ? '' : ` (${price.note})`}`);
}

/** Days from a day, or the first one of a month, to a day; undefined where a price has no date. */
function ageInDays(from: string, to: string): number | undefined {
  const days = daysBetween(firstDay(from), to);
  return Number.isNaN(days) ? undefined : days;
}
