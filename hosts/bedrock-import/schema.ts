import { z } from 'zod';
import { guardrail } from '../../topology/schema/guardrail.js';
import { type HostForm, hostAccount, hostContract, hostModel, hostNetwork, hostRegion, ownModel } from '../../topology/schema/host-form.js';

/** Own weights on Bedrock Custom Model Import. */
const bedrockImport = z.strictObject({
  kind: z.literal('bedrock-import').meta({ description: 'Your own weights on Bedrock Custom Model Import.' }),
  account: hostAccount,
  region: hostRegion,
  network: hostNetwork,
  model: hostModel,
  guardrail: guardrail.prefault({}).meta({ description: 'Guardrail that every call has to name (docs/guardrails.md).' }),
  contract: hostContract,
});

export type BedrockImportHost = z.infer<typeof bedrockImport>;

export const form: HostForm<typeof bedrockImport, 'aws'> = {
  schema: bedrockImport,
  cloud: 'aws',
  models: ownModel,
  weights: 'aws',
  reach: 'private',
  proxies: false,
  existingKey: () => ({ kind: 'used', users: 'CloudWatch Logs of its region and roles of its account' }),
};
