import { createHash } from 'node:crypto';
import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { visible } from '../../topology/invisible.js';
import type { End } from './end.js';
import { daysLeft } from './ends.js';

/** Days before an end on which a calendar reminds. */
const reminders = [90, 30, 7] as const;

/**
 * A calendar (RFC 5545) with a day for each end that has one. An end keeps its UID from run to run, so that a subscription moves an event instead of adding
 * one. `asOf`: its DTSTAMP, so that two runs are the same bytes. `system`: name and environment of the topology.
 */
export function calendarIcs(ends: readonly End[], asOf: string, system: string): string {
  const calendar = ical({
    name: `${system}: what ends`,
    prodId: { company: 'hybrid-llama-blueprint', product: 'calendar', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const end of ends) {
    if (daysLeft(end, asOf) === undefined) continue;
    const event = calendar.createEvent({
      id: uid(end, system),
      stamp: at(asOf),
      start: at(end.on),
      allDay: true,
      summary: visible(`${end.kind}: ${end.title}`),
      description: visible(`${end.action}\n${end.subject}\nSource: ${end.source}`),
      categories: [{ name: end.kind }],
      transparency: ICalEventTransparency.TRANSPARENT,
    });
    for (const days of reminders)
      event.createAlarm({ type: ICalAlarmType.display, trigger: days * 86_400, description: visible(`In ${days} days: ${end.title}`) });
  }
  return calendar.toString();
}

const at = (day: string) => new Date(`${day}T00:00:00Z`);

/** Of what ends, not of when: a contract that is renewed stays the same event. */
function uid({ kind, subject }: End, system: string): string {
  return `${createHash('sha256').update(`${system}\0${kind}\0${subject}`).digest('hex').slice(0, 32)}@${system}.hybrid-llama-blueprint`;
}
