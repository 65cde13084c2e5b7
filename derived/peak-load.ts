import { demandCurve } from '../facts/demand.js';
import type { Workload } from '../topology/schema/workloads.js';

const minutesPerYear = 365 * 24 * 60;

/** Tokens of a workload's busiest minute, input and output together. */
export function peakTokensPerMinute({ tokensPerYear, curve, peakToMean }: Workload['load']): number {
  return (tokensPerYear / minutesPerYear) * (peakToMean ?? demandCurve(curve).peakToMean);
}

/** Requests of a workload that arrive in a second of its busiest minute. */
export function peakRequestsPerSecond(load: Workload['load']): number {
  return peakTokensPerMinute(load) / 60 / (load.inputTokens + load.outputTokens);
}
