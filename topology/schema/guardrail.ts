import { z } from 'zod';

/** What filters the calls of a host on Bedrock. */
export const guardrail = z.strictObject({
  strength: z
    .enum(['low', 'medium', 'high'])
    .default('high')
    .meta({ description: 'Strength of the content filters on prompts and answers.', examples: ['high'] }),
  personalData: z
    .enum(['anonymize', 'block', 'allow'])
    .default('anonymize')
    .meta({
      description: 'What becomes of identifiers such as account numbers; which ones follows from the most sensitive data class on the host.',
      examples: ['block'],
    }),
  guarding: z
    .enum(['selective', 'comprehensive'])
    .default('selective')
    .meta({
      description: 'What of a prompt the gateway hands over: `selective` the latest turn of the user, `comprehensive` everything. Answers are always judged.',
      examples: ['comprehensive'],
    }),
});
