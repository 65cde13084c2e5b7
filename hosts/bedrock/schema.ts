import { z } from 'zod';
import { guardrail } from '../../topology/schema/guardrail.js';
import { type HostForm, hostAccount, hostContract, hostModel, hostNetwork, hostRegion, ownModel } from '../../topology/schema/host-form.js';
import { tokens } from '../../topology/schema/primitives.js';

/** Per-token Llama on Amazon Bedrock. */
const bedrock = z.strictObject({
  kind: z.literal('bedrock').meta({ description: 'Per-token Llama on Amazon Bedrock.' }),
  account: hostAccount,
  region: hostRegion,
  network: hostNetwork,
  model: hostModel,
  profile: z.enum(['in-region', 'us', 'eu', 'apac', 'global']).meta({
    description: 'Inference profile. `in-region` never leaves the region; the others spread prompts over the destination regions of the profile.',
    examples: ['in-region'],
  }),
  guardrail: guardrail.prefault({}).meta({ description: 'Guardrail that every call has to name (docs/guardrails.md).' }),
  quotaTokensPerMinute: tokens.optional().meta({
    description: 'Quota to ask for: the tokens per minute needed at peak. `quotas.json` computes what the workloads need.',
    unit: 'tokens per minute',
    absent: 'none is asked for; `capacity/overflow-quota` warns',
    examples: [12_000_000],
  }),
  contract: hostContract,
});

export type BedrockHost = z.infer<typeof bedrock>;

export const form: HostForm<typeof bedrock, 'aws'> = {
  schema: bedrock,
  cloud: 'aws',
  models: ownModel,
  weights: 'none',
  reach: 'private',
  proxies: false,
  existingKey: () => ({ kind: 'used', users: 'roles of its account' }),
};
