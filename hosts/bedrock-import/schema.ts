import { z } from 'zod';
import { guardrail } from '../../topology/schema/guardrail.js';
import { type HostForm, noExistingKey, ownModel } from '../../topology/schema/host-form.js';
import { id, region } from '../../topology/schema/primitives.js';

/** Own weights on Bedrock Custom Model Import. */
const bedrockImport = z.strictObject({
  kind: z.literal('bedrock-import'),
  account: id,
  region,
  network: id,
  model: id,
  guardrail: guardrail.prefault({}),
  contract: id.optional(),
});

export type BedrockImportHost = z.infer<typeof bedrockImport>;

export const form: HostForm<typeof bedrockImport, 'aws'> = {
  schema: bedrockImport,
  cloud: 'aws',
  models: ownModel,
  weights: 'aws',
  proxies: false,
  existingKey: noExistingKey,
};
