import { outputBurndown } from '../facts/bedrock.js';
import type { Workload } from '../topology/schema/workloads.js';

/** Quota tokens on Bedrock per token of a workload: 1 unless output counts for more. */
export function quotaTokensPerToken({ inputTokens, outputTokens }: Workload['load']): number {
  return (inputTokens + outputTokens * outputBurndown()) / (inputTokens + outputTokens);
}
