import { calendarRows } from '../../calendar/rows.js';
import type { Cell, Section, Tone } from '../block.js';
import type { PageInput } from '../input.js';

const tones: Readonly<Record<string, Tone>> = { overdue: 'bad', soon: 'warn', later: 'quiet', open: 'quiet' };

/** All that ends. */
export function calendarSection({ ends, asOf }: PageInput): Section {
  return {
    id: 'calendar',
    title: 'Calendar: what ends',
    blocks: [
      {
        kind: 'table',
        id: 'ends',
        caption: `All that ends, as of ${asOf}`,
        columns: [
          { head: 'day', is: 'number' },
          { head: 'left', is: 'number' },
          { head: 'kind' },
          { head: 'what' },
          { head: 'before that' },
          { head: 'source' },
        ],
        rows: calendarRows(ends, asOf).map(({ day, left, state, end }): Cell[] => [
          day,
          { text: left, tone: tones[state] ?? 'quiet' },
          end.kind,
          end.title,
          end.action,
          end.source,
        ]),
        source: 'topology, approvals, waivers and facts. As a calendar file: blueprint calendar --format ics',
      },
    ],
  };
}
