import type { StopReason, TokenUsage } from '@aws-sdk/client-bedrock-runtime';
import { BrokenAnswer } from './failure.js';

export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter';

/** By Converse's reason. What is missing is no end that a caller could use. */
const reasons: Readonly<Partial<Record<StopReason, FinishReason>>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  guardrail_intervened: 'content_filter',
  content_filtered: 'content_filter',
};

export function finishReason(reason: StopReason | undefined): FinishReason {
  const finish = reason === undefined ? undefined : reasons[reason];
  if (finish === undefined) throw new BrokenAnswer('stop reason');
  return finish;
}

export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** Tokens as callers and spend lines count them: what was read from a cache is part of the prompt. An answer without a count is broken. */
export function usageOf(usage: TokenUsage | undefined): Usage {
  const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens } = usage ?? {};
  if (inputTokens === undefined || outputTokens === undefined) throw new BrokenAnswer('usage');
  const prompt = inputTokens + (cacheReadInputTokens ?? 0) + (cacheWriteInputTokens ?? 0);
  return { prompt_tokens: prompt, completion_tokens: outputTokens, total_tokens: prompt + outputTokens };
}
