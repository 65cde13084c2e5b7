import { z } from 'zod';
import { type HostForm, hostAccount, hostContract, hostModel, noExistingKey, ownModel } from '../../topology/schema/host-form.js';

/** Llama on Cloudflare Workers AI. Only described: no stack provisions it. */
const workersAi = z.strictObject({
  kind: z.literal('workers-ai').meta({ description: 'Llama on Cloudflare Workers AI. Described only: a topology that uses it is refused.' }),
  account: hostAccount,
  model: hostModel,
  contract: hostContract,
});

export type WorkersAiHost = z.infer<typeof workersAi>;

export const form: HostForm<typeof workersAi, 'cloudflare'> = {
  schema: workersAi,
  cloud: 'cloudflare',
  models: ownModel,
  weights: 'none',
  reach: 'egress-proxy',
  proxies: false,
  existingKey: noExistingKey('its provider keeps nothing under a key of the customer'),
};
