const form = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/;

/** An instant of a bill or a spend line, in milliseconds; undefined where the text is none. Without a zone it is UTC, as FOCUS has it, whatever this machine's is. */
export function instantOf(text: string): number | undefined {
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', zone = 'Z'] = form.exec(text.trim()) ?? [];
  if (year === '') return undefined;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? undefined : at - offsetMinutes(zone) * 60_000;
}

function offsetMinutes(zone: string): number {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Calendar month in UTC, `YYYY-MM`. */
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

/** Calendar day in UTC, `YYYY-MM-DD`. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** First instant of a month, and of the one after it. */
export function boundsOf(month: string): { readonly start: number; readonly end: number } {
  const start = Date.parse(`${month}-01T00:00:00Z`);
  const first = new Date(start);
  return { start, end: Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1) };
}

/** The month so many months before one. */
export function monthBefore(month: string, count = 1): string {
  const first = new Date(boundsOf(month).start);
  return monthOf(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() - count, 1));
}
