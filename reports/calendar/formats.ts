import { align } from '../align.js';
import { prose, table } from '../markdown-text.js';
import type { End } from './end.js';
import { daysLeft } from './ends.js';
import { calendarIcs } from './ics.js';
import { calendarRows } from './rows.js';

/** A calendar to print: all that ends, seen from a day. `system`: name and environment of the topology. */
export interface Calendar {
  readonly system: string;
  readonly asOf: string;
  readonly ends: readonly End[];
}

const head = ['day', 'left', 'kind', 'what', 'before that', 'source'];

/** How a calendar can be printed, by the name that `--format` takes. */
export const calendarFormats = {
  text: ({ ends, asOf }: Calendar) => `As of ${asOf}\n${align([head, ...cells(ends, asOf)])}\n`,
  md: ({ ends, asOf }: Calendar) =>
    `As of ${asOf}.\n\n${table(
      head,
      cells(ends, asOf).map((row) => row.map(prose)),
    ).join('\n')}\n`,
  json: ({ system, asOf, ends }: Calendar) =>
    `${JSON.stringify({ system, asOf, ends: ends.map((end) => ({ ...end, days: daysLeft(end, asOf) ?? null })) }, null, 2)}\n`,
  ics: ({ system, asOf, ends }: Calendar) => calendarIcs(ends, asOf, system),
};

function cells(ends: readonly End[], asOf: string): string[][] {
  return calendarRows(ends, asOf).map(({ day, left, end }) => [day, left, end.kind, end.title, end.action, end.source]);
}
