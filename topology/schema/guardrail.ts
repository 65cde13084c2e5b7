import { z } from 'zod';

/** What filters the calls of a host on Bedrock. */
export const guardrail = z.strictObject({
  /** Content filter strength on input and output. */
  strength: z.enum(['low', 'medium', 'high']).default('high'),
  /** What becomes of identifiers such as account numbers; which ones, the data class of the workloads says. */
  personalData: z.enum(['anonymize', 'block', 'allow']).default('anonymize'),
  /** What the gateway hands over to be judged: `selective` marks the user's turn alone, `comprehensive` is the whole prompt. Answers always are. */
  guarding: z.enum(['selective', 'comprehensive']).default('selective'),
});
