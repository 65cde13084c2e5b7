import { monthOf } from './time.js';

/** Tokens of a workload on a host in one UTC day, and in the busiest minute of it. */
export interface DayUse {
  readonly day: string;
  readonly host: string;
  readonly workload: string;
  readonly tokens: number;
  readonly busiestMinute: number;
}

/** Months of one host by workload, out of days. */
export function usesOf(days: readonly DayUse[], month: string, host: string): Map<string, { readonly tokens: number; readonly busiestMinute: number }> {
  const uses = new Map<string, { tokens: number; busiestMinute: number }>();
  for (const { day, host: of, workload, tokens, busiestMinute } of days) {
    if (of !== host || monthOf(Date.parse(`${day}T00:00:00Z`)) !== month) continue;
    const known = uses.get(workload) ?? { tokens: 0, busiestMinute: 0 };
    uses.set(workload, { tokens: known.tokens + tokens, busiestMinute: Math.max(known.busiestMinute, busiestMinute) });
  }
  return uses;
}
