import type { End } from './end.js';
import { daysLeft } from './ends.js';

/** A row of the table: when, what, what to do. */
export interface CalendarRow {
  readonly day: string;
  readonly left: string;
  /** Overdue, within 90 days, later, or without a day. */
  readonly state: 'overdue' | 'soon' | 'later' | 'open';
  readonly end: End;
}

const soon = 90;

export function calendarRows(ends: readonly End[], asOf: string): CalendarRow[] {
  return ends.map((end) => {
    const days = daysLeft(end, asOf);
    if (days === undefined) return { day: end.on === 'none' ? 'no end' : 'not known', left: '–', state: 'open', end };
    const count = Math.abs(days);
    const left = days === 0 ? 'today' : `${count.toLocaleString('en-US')} ${count === 1 ? 'day' : 'days'}${days < 0 ? ' ago' : ''}`;
    return { day: end.on, left, state: days < 0 ? 'overdue' : days <= soon ? 'soon' : 'later', end };
  });
}
