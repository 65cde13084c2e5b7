import { expect, it } from 'vitest';
import { daysAfter, daysBetween, firstDay } from '../../topology/day.js';

it('counts days over the ends of months, and over those on which clocks change', () => {
  expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
  expect(daysBetween('2026-03-01', '2026-02-27')).toBe(-2);
  expect(daysAfter('2026-10-24', 3)).toBe('2026-10-27');
  expect(daysAfter('2026-12-31', 1)).toBe('2027-01-01');
});

it('takes the first day of a month, and leaves what is no month alone', () => {
  expect(firstDay('2026-05')).toBe('2026-05-01');
  expect(firstDay('2026-05-31')).toBe('2026-05-31');
  expect(firstDay('unknown')).toBe('unknown');
});
