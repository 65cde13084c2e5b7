import type { Sources, SpendLog } from './sources.js';
import { boundsOf, dayOf } from './time.js';
import type { DayUse } from './usage.js';

/** Which logs are asked. */
export interface AskedLogs {
  readonly logs: readonly SpendLog[];
  /** Days after which spend lines of a day are not asked for again. */
  readonly lateDays: number;
}

const dayMs = 86_400_000;

/**
 * Use of hosts by day. Days of `periods` are asked for, and again for some days after, since lines come late; what was found is kept. Of months before only
 * what is kept is read: corrections of a bill reach further back than logs.
 */
export async function usageOf(
  { logs, lateDays }: AskedLogs,
  sources: Sources,
  now: number,
  periods: readonly string[],
): Promise<(months: readonly string[]) => Promise<DayUse[]>> {
  const asked = new Map<string, readonly DayUse[]>();
  for (const log of logs) {
    for (const day of periods.flatMap((period) => daysOf(period, now))) {
      const key = keyOf(log.zone, day);
      const kept = now - Date.parse(`${day}T00:00:00Z`) > (lateDays + 1) * dayMs ? await sources.read(key) : undefined;
      if (kept === undefined) {
        const found = await sources.spend(log, day);
        await sources.keep(key, `${JSON.stringify(found)}\n`);
        asked.set(key, found);
      } else asked.set(key, JSON.parse(kept) as DayUse[]);
    }
  }
  return async (months) => {
    const found: DayUse[] = [];
    for (const { zone } of logs) {
      for (const key of months.flatMap((month) => daysOf(month, now)).map((day) => keyOf(zone, day))) {
        if (!asked.has(key)) {
          const kept = await sources.read(key);
          asked.set(key, kept === undefined ? [] : (JSON.parse(kept) as DayUse[]));
        }
        found.push(...(asked.get(key) ?? []));
      }
    }
    return found;
  };
}

/** Days of a month that have begun. */
function daysOf(month: string, now: number): string[] {
  const { start, end } = boundsOf(month);
  const days: string[] = [];
  for (let at = start; at < Math.min(end, now); at += dayMs) days.push(dayOf(at));
  return days;
}

const keyOf = (zone: string, day: string) => `usage/${zone}/${day}.json`;
