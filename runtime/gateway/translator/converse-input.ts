import type { ConverseCommandInput, GuardrailConfiguration } from '@aws-sdk/client-bedrock-runtime';
import type { Deployment } from '../forms/translator.js';
import { conversation } from './conversation.js';
import { badRequest } from './refusal.js';
import type { ChatRequest } from './request.js';
import { toolConfig } from './tools.js';

/** A request as Converse takes it. Throws a `Refusal` for what Converse cannot say, or not for Llama. */
export function converseInput(request: ChatRequest, { modelId, guardrail }: Deployment): ConverseCommandInput {
  if (request.stream_options !== undefined && request.stream !== true) throw badRequest('stream_options', 'The answer is not streamed.');
  const { system, messages } = conversation(request.messages, guardrail !== 'none' && guardrail.guarding === 'selective');
  const tools = toolConfig(request);
  return {
    modelId,
    messages,
    ...(system.length > 0 && { system }),
    inferenceConfig: inference(request),
    ...(tools !== undefined && { toolConfig: tools }),
    ...(guardrail !== 'none' && { guardrailConfig: judged(guardrail) }),
  };
}

/** Settings of a stream: nothing is passed on that the guardrail has not judged. */
export const streamGuard = { streamProcessingMode: 'sync' } as const;

function judged({ id, version }: Exclude<Deployment['guardrail'], 'none'>): GuardrailConfiguration {
  // A trace would repeat what was blocked.
  return { guardrailIdentifier: id, guardrailVersion: version, trace: 'disabled' };
}

function inference({ temperature, top_p, max_tokens, max_completion_tokens, stop }: ChatRequest): ConverseCommandInput['inferenceConfig'] {
  if (max_tokens !== undefined && max_completion_tokens !== undefined) {
    throw badRequest('max_tokens', 'max_tokens and max_completion_tokens are two names of one limit. Send one.');
  }
  const maxTokens = max_completion_tokens ?? max_tokens;
  return {
    ...(temperature !== undefined && { temperature }),
    ...(top_p !== undefined && { topP: top_p }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(stop !== undefined && { stopSequences: typeof stop === 'string' ? [stop] : stop }),
  };
}
