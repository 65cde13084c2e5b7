import { InputError } from '../../topology/error.js';
import { meanOne, minutesPerWeek, minutesPerYear, type Week } from './week.js';

/** What was measured of a workload: a week of relative load, and how much a year comes to at that rate. */
export interface MeasuredLoad {
  readonly week: Week;
  readonly tokensPerYear: number;
}

const monday = Date.UTC(1970, 0, 5);
const minuteMs = 60_000;

/** Minutes that lines may be apart. */
const longestStep = 60;

/** Characters of a line that a message repeats: a file that is no text may be one line. */
const longestShown = 80;

/**
 * Reads a load curve: lines `time,tokens` with ISO times, such as an export of the gateway's spend lines by minute. Lines further apart are spread over the
 * minutes up to the next one, an hour at most: a longer gap is an export that broke off, unless lines of 0 say that there was no load. Minutes of several
 * weeks are averaged by minute of the week. `file` names it in messages.
 */
export function readLoad(csv: string, file: string): MeasuredLoad {
  const rows = csv
    .split('\n')
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line, number }) => line !== '' && !(number === 1 && /^time,tokens$/i.test(line)))
    .map(({ line, number }) => rowOf(line, `${file}:${number}`));
  if (rows.length === 0) throw new InputError([{ message: `${file}: no line of load. Allowed: lines "time,tokens", the time in ISO 8601 with a zone.` }]);
  const [first, last] = [Math.min(...rows.map(({ minute }) => minute)), Math.max(...rows.map(({ minute }) => minute))];
  const step = stepOf(rows, file);
  const minutes = last - first + step;
  if (minutes < minutesPerWeek) throw new InputError([{ message: `${file}: ${(minutes / 1440).toFixed(1)} days of load. Allowed: a week or more.` }]);
  const [sums, seen] = [new Float64Array(minutesPerWeek), new Float64Array(minutesPerWeek)];
  for (let minute = first; minute < first + minutes; minute++) bump(seen, minute, 1);
  for (const { minute, tokens } of rows) for (let part = 0; part < step; part++) bump(sums, minute + part, tokens / step);
  const week = sums.map((sum, index) => sum / (seen[index] ?? Number.NaN));
  const total = rows.reduce((sum, { tokens }) => sum + tokens, 0);
  return { week: meanOne(week), tokensPerYear: (total / minutes) * minutesPerYear };
}

/** Minutes from one line to the next, as most of them are. */
function stepOf(rows: readonly { readonly minute: number }[], file: string): number {
  const minutes = [...new Set(rows.map(({ minute }) => minute))].sort((a, b) => a - b);
  const steps = minutes.slice(1).map((minute, index) => minute - (minutes[index] ?? 0));
  const widest = steps.reduce((most, step) => Math.max(most, step), 0);
  if (widest > longestStep) {
    const from = minutes[steps.indexOf(widest)] ?? 0;
    const time = (minute: number) => new Date(monday + minute * minuteMs).toISOString().slice(0, 16);
    throw new InputError([
      {
        message: `${file}: no line from ${time(from)}Z to ${time(from + widest)}Z, ${(widest / 60).toFixed(1)} hours. Allowed: a line an hour or more; write 0 where there was no load.`,
      },
    ]);
  }
  const counts = new Map<number, number>();
  for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1);
  const [most] = [...counts].sort(([a, few], [b, many]) => many - few || a - b);
  // A single line has no next one; it is refused as too short.
  return most === undefined ? 1 : most[0];
}

function rowOf(line: string, place: string): { readonly minute: number; readonly tokens: number } {
  // A third column may be thousands behind a comma: it is refused, as a count that ends before it would be a thousandth.
  const [time = '', count = '', ...more] = line.split(',');
  const [at, tokens] = [Date.parse(time), Number(count)];
  const timed = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(time) && !Number.isNaN(at) && isDay(time.slice(0, 10));
  if (!timed || !Number.isFinite(tokens) || tokens < 0 || count.trim() === '' || more.length > 0) {
    const received = line.length > longestShown ? `${line.slice(0, longestShown)}…` : line;
    throw new InputError([{ message: `${place}: received "${received}". Allowed: an ISO time with a zone, a comma, tokens from 0 on.` }]);
  }
  return { minute: Math.floor((at - monday) / minuteMs), tokens };
}

/** A day that the calendar has: `Date.parse` takes 30 February for 2 March. */
function isDay(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function bump(week: Float64Array, minute: number, by: number): void {
  const index = ((minute % minutesPerWeek) + minutesPerWeek) % minutesPerWeek;
  week[index] = (week[index] ?? 0) + by;
}
