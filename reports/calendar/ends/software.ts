import { softwareEnds } from '../../../derived/software-ends.js';
import type { CalendarInput, End } from '../end.js';

/** Engines, monitors, machine images and proxies: until when their makers, or an age limit, keep them up. */
export function softwareCalendar({ loaded: { topology, outputs } }: CalendarInput): End[] {
  return softwareEnds(topology, outputs).map(({ path, software, version, on, why }) => ({
    kind: 'software',
    subject: `${path} ${software} ${version}`,
    on,
    title: `${software} ${version} at ${path} is kept up no longer`,
    action: 'Move to a newer release.',
    source: why,
  }));
}
