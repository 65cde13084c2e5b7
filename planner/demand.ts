import { outputBurndown } from '../facts/bedrock.js';
import { peakToMean } from '../facts/demand.js';
import type { Workload } from '../topology/schema/workloads.js';

const minutesPerYear = 365 * 24 * 60;

/** Tokens of a workload's busiest minute, input and output together. */
export function peakTokensPerMinute({ tokensPerYear, curve }: Workload['load']): number {
  return (tokensPerYear / minutesPerYear) * peakToMean(curve);
}

/** Quota tokens on Bedrock per token of a workload: 1 unless output counts for more. */
export function quotaTokensPerToken({ inputTokens, outputTokens }: Workload['load']): number {
  return (inputTokens + outputTokens * outputBurndown()) / (inputTokens + outputTokens);
}
