import { describe, expect, it } from 'vitest';
import { table } from '../../../facts/read.js';
import { capacityForShare, servedShare } from '../../../planner/demand/duration.js';
import { readLoad } from '../../../planner/demand/spend-lines.js';
import { timezoneMinutes } from '../../../planner/demand/timezone.js';
import { minutesPerWeek, weekOf } from '../../../planner/demand/week.js';

const load = { tokensPerYear: 1e12, inputTokens: 1000, outputTokens: 1000, curve: 'diurnal', growthPerYear: 0 } as const;
const week = (change: object = {}) => weekOf({ ...load, ...change }, '2026-11-24');
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the week of a load', () => {
  it.each(table('demand', 'curves').map(({ curve, peakToMean }) => [curve, peakToMean] as const))(
    '%s has the peak over the mean that its row says',
    (curve, ratio) => {
      const found = week({ curve });
      expect(found).toHaveLength(minutesPerWeek);
      expect(mean(found)).toBeCloseTo(1, 9);
      expect(Math.max(...found) / ratio).toBeCloseTo(1, 2);
    },
  );

  it('is at its peak at 14:00 on Monday, an hour earlier in UTC for Berlin in winter and two in summer', () => {
    const busiest = (found: Float64Array) => found.indexOf(Math.max(...found)) / 60;
    expect(busiest(week())).toBe(14);
    expect(busiest(week({ timezone: 'Europe/Berlin' }))).toBe(13);
    expect(busiest(weekOf({ ...load, timezone: 'Europe/Berlin' }, '2026-07-01'))).toBe(12);
  });

  it('has the peak that was measured instead, steeper or flatter', () => {
    for (const peakToMean of [1.2, 3, 5]) expect(Math.max(...week({ peakToMean }))).toBeCloseTo(peakToMean, 6);
  });

  it('knows zones on both sides of the date line, at the end of a month', () => {
    expect([
      timezoneMinutes('Pacific/Auckland', '2026-07-31'),
      timezoneMinutes('Pacific/Honolulu', '2026-08-01'),
      timezoneMinutes('Asia/Kolkata', '2026-01-01'),
    ]).toEqual([720, -600, 330]);
  });
});

describe('load duration', () => {
  // Four minutes: 4, 3, 2, 1.
  const demand = [1, 4, 2, 3];

  it('serves what is below a capacity', () => {
    expect([0, 1, 2, 4].map((capacity) => servedShare(demand, capacity))).toEqual([0, 0.4, 0.7, 1]);
    expect(servedShare([0, 0], 0)).toBe(1);
  });

  it('finds the capacity of a share', () => {
    expect(capacityForShare(demand, 0.7)).toBeCloseTo(2, 9);
    expect(capacityForShare(demand, 1)).toBeCloseTo(4, 9);
  });

  // The published table of a diurnal week with mean over peak 0.41: capacity in percent of the peak, share of the volume.
  it.each([
    [30, 56.7],
    [50, 76],
    [70, 89.1],
  ])('at %i%% of the peak carries about %f%% of an office week', (capacity, share) => {
    const office = week({ curve: 'business-hours' });
    expect(Math.abs(100 * servedShare(office, (Math.max(...office) * capacity) / 100) - share)).toBeLessThan(13);
  });
});

describe('a measured load', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 2) + minute * 60_000).toISOString();
  const lines = (weeks: number) =>
    Array.from({ length: weeks * minutesPerWeek }, (_, minute) => `${at(minute)},${minute % minutesPerWeek === 600 ? 3000 : 1000}`);

  it('is averaged by the minute of the week and taken for a year', () => {
    const { week: found, tokensPerYear } = readLoad(['time,tokens', ...lines(2)].join('\n'), 'load.csv');
    expect((found[600] ?? 0) / (found[601] ?? 1)).toBeCloseTo(3, 9);
    expect(tokensPerYear).toBeCloseTo(((minutesPerWeek * 1000 + 2000) / minutesPerWeek) * 525_600, 0);
  });

  it('by the hour is spread over its minutes', () => {
    const hours = Array.from({ length: 7 * 24 }, (_, hour) => `${at(hour * 60)},${hour === 10 ? 7_200 : 3_600}`);
    const { week: found, tokensPerYear } = readLoad(hours.join('\n'), 'load.csv');
    expect([600, 630, 659, 660].map((minute) => (found[minute] ?? 0) / (found[0] ?? 1))).toEqual([2, 2, 2, 1].map((ratio) => expect.closeTo(ratio, 9)));
    expect(tokensPerYear).toBeCloseTo(((168 * 3_600 + 3_600) / minutesPerWeek) * 525_600, 0);
  });

  it('with a gap is refused, and with lines of 0 in it is not', () => {
    const silent = (minute: number) => minute >= 2 * 1_440 && minute < 3 * 1_440;
    const broken = lines(1).filter((_, minute) => !silent(minute));
    expect(() => readLoad(broken.join('\n'), 'load.csv')).toThrow('load.csv: no line from 2026-11-03T23:59Z to 2026-11-05T00:00Z, 24.0 hours');
    const zeros = lines(1).map((line, minute) => (silent(minute) ? line.replace(/,.*/, ',0') : line));
    expect(readLoad(zeros.join('\n'), 'load.csv').week[2 * 1_440]).toBe(0);
  });

  it.each([
    ['', 'no line of load'],
    ['2026-11-02T00:00:00Z,5', '0.0 days of load'],
    ['yesterday,5', 'load.csv:1: received "yesterday,5"'],
    ['2026-11-02T00:00:00,5', 'an ISO time with a zone'],
    ['2026-11-02T00:00:00Z,-1', 'tokens from 0 on'],
    ['2026-02-30T00:00:00Z,5', 'load.csv:1: received "2026-02-30T00:00:00Z,5"'],
    ['2026-11-02T00:00:00Z,1,234,567', 'load.csv:1: received "2026-11-02T00:00:00Z,1,234,567"'],
    ['x'.repeat(10_000), `received "${'x'.repeat(80)}…"`],
  ])('%j is refused', (csv, message) => {
    expect(() => readLoad(csv, 'load.csv')).toThrow(message);
  });
});
