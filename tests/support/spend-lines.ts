import { dayOf, instantOf } from '../../runtime/allocated-cost/time.js';
import type { DayUse } from '../../runtime/allocated-cost/usage.js';

/** Attempts and guards use a host's capacity; what a host refused does not. */
const kinds = ['attempt', 'guard'];

/** Spend lines of the gateway, as its log has them, added up by day without a query, to hold `query/usage.sql` to. A line that is there twice counts once. */
export class SpendLines {
  private readonly seen = new Set<string>();
  private readonly minutes = new Map<string, number>();
  readonly counts = { lines: 0, repeated: 0, unreadable: 0 };

  add(text: string): void {
    if (text.trim() === '') return;
    // An export of CloudWatch Logs has the time of the log before each line.
    const line = parsed(text.slice(Math.max(0, text.indexOf('{'))));
    if (line === undefined) {
      this.counts.unreadable += 1;
      return;
    }
    if (!kinds.includes(String(line['kind'])) || line['ended'] === 'refused') return;
    const { workload, host, request, kind, at } = line;
    const instant = instantOf(String(at));
    const tokens = countOf(line['tokensIn']) + countOf(line['tokensOut']);
    if (instant === undefined || typeof workload !== 'string' || typeof host !== 'string' || !Number.isFinite(tokens)) {
      this.counts.unreadable += 1;
      return;
    }
    const key = JSON.stringify([request, kind, workload, host, at]);
    if (this.seen.has(key)) {
      this.counts.repeated += 1;
      return;
    }
    this.seen.add(key);
    this.counts.lines += 1;
    const minute = JSON.stringify([dayOf(instant), host, workload, Math.floor(instant / 60_000)]);
    this.minutes.set(minute, (this.minutes.get(minute) ?? 0) + tokens);
  }

  days(): DayUse[] {
    const days = new Map<string, DayUse>();
    for (const [key, tokens] of this.minutes) {
      const [day, host, workload] = JSON.parse(key) as [string, string, string];
      const place = JSON.stringify([day, host, workload]);
      const known = days.get(place) ?? { day, host, workload, tokens: 0, busiestMinute: 0 };
      days.set(place, { ...known, tokens: known.tokens + tokens, busiestMinute: Math.max(known.busiestMinute, tokens) });
    }
    return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, day]) => day);
  }
}

/** A count of tokens; one that is left out, as Envoy writes `null`, is none. A negative one is no count. */
function countOf(value: unknown): number {
  if (value === undefined || value === null) return 0;
  return typeof value === 'number' && value >= 0 ? value : Number.NaN;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
