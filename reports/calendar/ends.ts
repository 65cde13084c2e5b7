import { daysBetween } from '../../topology/day.js';
import { type CalendarInput, type End, endKinds } from './end.js';
import { capacityEnds } from './ends/capacity.js';
import { contractEnds } from './ends/contracts.js';
import { modelEnds } from './ends/models.js';
import { priceEnds } from './ends/prices.js';
import { recordEnds } from './ends/records.js';
import { secretEnds } from './ends/secrets.js';
import { softwareCalendar } from './ends/software.js';

const all = [modelEnds, softwareCalendar, capacityEnds, contractEnds, recordEnds, secretEnds, priceEnds];

/** All that ends, the first day first; then what has no known end, then what has none. */
export function endsOf(input: CalendarInput): End[] {
  const key = ({ on, kind, subject }: End) =>
    `${on === 'unknown' ? '~1' : on === 'none' ? '~2' : on} ${String(endKinds.indexOf(kind)).padStart(2, '0')} ${subject}`;
  return all.flatMap((ends) => ends(input)).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Days from a day to an end: negative where it has passed; undefined where it has no day. */
export function daysLeft({ on }: End, asOf: string): number | undefined {
  return on === 'unknown' || on === 'none' ? undefined : daysBetween(asOf, on);
}
