import { type Allocation, divide, type Use } from './divide.js';
import type { CostRules } from './rules.js';
import { boundsOf } from './time.js';
import { type DayUse, usesOf } from './usage.js';

/**
 * Who pays which part of a host in a month, by what its spend lines say. Tokens are weighted by the capacity that one of a workload uses; where that is not
 * known, tokens count as they are. A workload that the host is not meant for weighs as the others do in the mean.
 * `until`: up to when lines are there; minutes of the month before it are what capacity was paid for.
 */
export function sharesOf(rules: CostRules, days: readonly DayUse[], month: string, host: string, until: number): Allocation {
  const { weights = {}, capacity = 'unknown' } = rules.hosts[host] ?? {};
  const found = [...usesOf(days, month, host)];
  const weighted = Object.keys(weights).length > 0;
  const known = found.flatMap(([workload]) => weights[workload] ?? []);
  const others = mean(known.length > 0 ? known : Object.values(weights));
  const { start, end } = boundsOf(month);
  const minutes = Math.max(1, (Math.min(end, Math.max(until, start)) - start) / 60_000);
  const uses = found.map(([workload, { tokens, busiestMinute }]): Use => {
    const weight = weighted ? (weights[workload] ?? others) : 1;
    return { workload, used: (tokens * weight) / minutes, peak: busiestMinute * weight };
  });
  return divide(uses, rules.idle, weighted ? capacity : 'unknown');
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
