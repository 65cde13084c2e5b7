import { warningDays } from '../facts/lifecycle.js';
import { daysBetween } from '../topology/day.js';

/** How near an end is: how many days are left, and how loudly a rule says so. */
export interface Nearness {
  readonly days: number;
  readonly severity: 'warning' | 'error';
  /** ` in 12 days`, ` today`. */
  readonly words: string;
}

/** Nearness of a last day that has not passed; undefined while it is further off than any warning. */
export function nearnessOf(end: string, asOf: string): Nearness | undefined {
  const days = daysBetween(asOf, end);
  const [nearest] = warningDays()
    .filter((warning) => days <= warning.days)
    .sort((a, b) => a.days - b.days);
  if (days < 0 || nearest === undefined) return undefined;
  return { days, severity: nearest.severity, words: days === 0 ? 'today' : `in ${days} ${days === 1 ? 'day' : 'days'}` };
}
