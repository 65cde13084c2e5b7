const dayMs = 86_400_000;

/** Hours of a period, both days included, that are in the year from a day on. */
export function hoursWithin(start: string, end: string, from: string): number {
  const year = Date.parse(from);
  const [first, last] = [Math.max(Date.parse(start), year), Math.min(Date.parse(end) + dayMs, year + 365 * dayMs)];
  return Math.max(0, (last - first) / 3_600_000);
}
