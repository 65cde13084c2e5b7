import type { Workload } from '../topology/schema/workloads.js';

/** Tokens that a guard answers with: `safe`, or `unsafe` and its categories. Source: Llama Guard 3 model card, output format. */
const verdictTokens = 10;

/** The requests of a guard for a workload: the prompt by itself, then the prompt with its answer. */
export function screeningLoad({ load, ...rest }: Workload): Workload {
  const requests = load.tokensPerYear / (load.inputTokens + load.outputTokens);
  const inputTokens = Math.round((2 * load.inputTokens + load.outputTokens) / 2);
  return { ...rest, load: { ...load, inputTokens, outputTokens: verdictTokens, tokensPerYear: 2 * requests * (inputTokens + verdictTokens) } };
}
