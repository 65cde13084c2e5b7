/** Calendar days in UTC, YYYY-MM-DD. */
const dayMs = 86_400_000;

/** Days from one day to another: negative where it lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** The first day of what may be known by its month alone (YYYY-MM); a day or a word such as `unknown` as it is. */
export function firstDay(dayOrMonth: string): string {
  return /^\d{4}-\d{2}$/.test(dayOrMonth) ? `${dayOrMonth}-01` : dayOrMonth;
}
