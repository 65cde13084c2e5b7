import { demandCurve } from '../../facts/demand.js';
import type { Workload } from '../../topology/schema/workloads.js';
import { timezoneMinutes } from './timezone.js';

export const minutesPerWeek = 7 * 24 * 60;
export const minutesPerYear = 365 * 24 * 60;
const dayMinutes = 24 * 60;

/** Load of a week from Monday 00:00 UTC on, relative to its mean: every minute, or every `step` minutes. */
export type Week = Float64Array;

const weeks = new Map<string, Week>();

/**
 * The week of a workload: its curve in its time zone as of a day, with the peak that was measured where one was. `step`: minutes from one value to the next.
 * Workloads with the same curve share one, which nobody changes.
 */
export function weekOf({ curve, timezone, peakToMean }: Workload['load'], asOf: string, step = 1): Week {
  const key = JSON.stringify([curve, timezone, peakToMean, asOf, step]);
  const week = weeks.get(key) ?? computed({ curve, timezone, peakToMean }, asOf, step);
  weeks.set(key, week);
  return week;
}

function computed({ curve, timezone, peakToMean }: Pick<Workload['load'], 'curve' | 'timezone' | 'peakToMean'>, asOf: string, step: number): Week {
  const { hours, weekend = 1 } = demandCurve(curve);
  const week = new Float64Array(minutesPerWeek / step).fill(1);
  if (hours !== undefined) {
    const offset = timezone === undefined ? 0 : timezoneMinutes(timezone, asOf);
    for (let index = 0; index < week.length; index++) {
      const local = (index * step + offset + minutesPerWeek) % minutesPerWeek;
      week[index] = at(hours, local % dayMinutes) * (local >= 5 * dayMinutes ? weekend : 1);
    }
  }
  return peakToMean === undefined ? meanOne(week) : withPeak(week, peakToMean);
}

/** Relative load at a minute of a day: full hours joined by straight lines, the last with the first. */
function at(hours: readonly number[], minute: number): number {
  const hour = Math.floor(minute / 60);
  const [from = 0, to = 0] = [hours[hour], hours[(hour + 1) % 24]];
  return from + ((to - from) * (minute % 60)) / 60;
}

export function meanOne(week: Week): Week {
  const mean = week.reduce((sum, value) => sum + value, 0) / week.length;
  return mean === 0 ? week : week.map((value) => value / mean);
}

/** The same hours, steeper or flatter, so that the busiest minute has this ratio to the mean. A flat curve has no hours and stays flat. */
function withPeak(week: Week, peakToMean: number): Week {
  const peakOf = (power: number) => meanOne(week.map((value) => value ** power));
  let [low, high] = [0, 64];
  for (let round = 0; round < 50; round++) {
    const middle = (low + high) / 2;
    if (peakOf(middle).reduce((most, value) => Math.max(most, value), 0) < peakToMean) low = middle;
    else high = middle;
  }
  return peakOf(low);
}
