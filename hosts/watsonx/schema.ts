import { z } from 'zod';
import { type HostForm, noExistingKey, ownModel } from '../../topology/schema/host-form.js';
import { id, region, text } from '../../topology/schema/primitives.js';

/** Llama on watsonx.ai. Only described: no stack provisions it. */
const watsonx = z.strictObject({
  kind: z.literal('watsonx'),
  account: id,
  region,
  network: id,
  model: id,
  link: id.optional(),
  plan: text,
  contract: id.optional(),
});

export type WatsonxHost = z.infer<typeof watsonx>;

export const form: HostForm<typeof watsonx, 'watsonx'> = {
  schema: watsonx,
  cloud: 'watsonx',
  models: ownModel,
  weights: 'none',
  proxies: false,
  existingKey: noExistingKey,
};
