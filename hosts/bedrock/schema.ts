import { z } from 'zod';
import { guardrail } from '../../topology/schema/guardrail.js';
import { type HostForm, noExistingKey, ownModel } from '../../topology/schema/host-form.js';
import { id, region, tokens } from '../../topology/schema/primitives.js';

/** Per-token Llama on Amazon Bedrock. */
const bedrock = z.strictObject({
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

export type BedrockHost = z.infer<typeof bedrock>;

export const form: HostForm<typeof bedrock, 'aws'> = {
  schema: bedrock,
  cloud: 'aws',
  models: ownModel,
  weights: 'none',
  proxies: false,
  existingKey: noExistingKey,
};
