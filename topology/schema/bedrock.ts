import { z } from 'zod';
import { id, region, tokens } from './primitives.js';

const guardrail = z.strictObject({
  /** Content filter strength on input and output. */
  strength: z.enum(['low', 'medium', 'high']).default('high'),
  /** What becomes of identifiers such as account numbers; which ones, the data class of the workloads says. */
  personalData: z.enum(['anonymize', 'block', 'allow']).default('anonymize'),
  /** What the gateway hands over to be judged: `selective` marks the user's turn alone, `comprehensive` is the whole prompt. Answers always are. */
  guarding: z.enum(['selective', 'comprehensive']).default('selective'),
});

/** Per-token Llama on Amazon Bedrock. */
export const bedrock = z.strictObject({
  kind: z.literal('bedrock'),
  account: id,
  region,
  network: id,
  model: id,
  /** `in-region` never leaves the region; `us` and the like spread over the profile's destination regions. */
  profile: z.enum(['in-region', 'us', 'eu', 'apac', 'global']),
  guardrail: guardrail.prefault({}),
  /** Tokens per minute needed at peak: the quota to ask for. */
  quotaTokensPerMinute: tokens.optional(),
  contract: id.optional(),
});

/** Own weights on Bedrock Custom Model Import. */
export const bedrockImport = z.strictObject({
  kind: z.literal('bedrock-import'),
  account: id,
  region,
  network: id,
  model: id,
  guardrail: guardrail.prefault({}),
  contract: id.optional(),
});

export type BedrockHost = z.infer<typeof bedrock>;
export type BedrockImportHost = z.infer<typeof bedrockImport>;
