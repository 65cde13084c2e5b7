import { timeouts } from '../constructs/timeouts.js';
import type { WorkloadPlan } from './zone-plan.js';

/** Time-outs of one way of answering, in seconds. */
export interface Deadlines {
  /** All attempts together. */
  readonly answer: number;
  /** Until an attempt has begun to answer, after which the next host is asked; `none` where there is no next one. */
  readonly attempt: number | 'none';
  /** Longest silence between two bytes. */
  readonly silent: number;
}

/** How much later than its objective a first token may come before another host is asked for it: what is a little late is not sent twice. */
const late = 1.5;

/**
 * Time-outs of a workload. Where another host can answer, a first token that does not come is asked for there soon after its objective; an answer
 * that is not streamed is silent until it is whole, so each host gets an equal part of the time. The last host has what is left.
 */
export function deadlinesOf({ workload, hops }: Pick<WorkloadPlan, 'workload' | 'hops'>, mode: 'unary' | 'stream'): Deadlines {
  const hosts = new Set(hops.map(({ priority }) => priority)).size;
  const { longestAnswer, gateway } = timeouts;
  if (mode === 'unary') return { answer: longestAnswer, attempt: hosts > 1 ? longestAnswer / hosts : 'none', silent: longestAnswer };
  return { answer: longestAnswer, attempt: hosts > 1 ? Math.min(gateway.silent, (workload.slo.ttftMs / 1_000) * late) : 'none', silent: gateway.silent };
}
