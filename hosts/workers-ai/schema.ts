import { z } from 'zod';
import { type HostForm, noExistingKey, ownModel } from '../../topology/schema/host-form.js';
import { id } from '../../topology/schema/primitives.js';

/** Llama on Cloudflare Workers AI. Only described: no stack provisions it. */
const workersAi = z.strictObject({
  kind: z.literal('workers-ai'),
  account: id,
  model: id,
  contract: id.optional(),
});

export type WorkersAiHost = z.infer<typeof workersAi>;

export const form: HostForm<typeof workersAi, 'cloudflare'> = {
  schema: workersAi,
  cloud: 'cloudflare',
  models: ownModel,
  weights: 'none',
  proxies: false,
  existingKey: noExistingKey,
};
