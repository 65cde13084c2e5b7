import { planned } from '../../planner/cost/planned.js';
import { endsOf } from '../../reports/calendar/ends.js';
import { calendarFormats } from '../../reports/calendar/formats.js';
import { asOfDate } from '../../synthesis/as-of.js';
import { loadTopology } from '../../topology/load.js';
import type { TopologyOptions } from './topology.js';

export interface CalendarOptions extends TopologyOptions {
  readonly format: keyof typeof calendarFormats;
}

/** Prints all that ends. What has ended is a row, not a finding: rules say what that refuses. */
export function calendar({ topology: file, asOf: asked, format }: CalendarOptions): number {
  const loaded = loadTopology(file);
  const { topology } = loaded;
  const asOf = asOfDate(topology, asked);
  const ends = endsOf({ loaded, plan: planned(topology, asOf) });
  process.stdout.write(calendarFormats[format]({ system: `${topology.name}-${topology.environment}`, asOf, ends }));
  return 0;
}
