import { z } from 'zod';
import {
  type HostForm,
  hostAccount,
  hostContract,
  hostLink,
  hostModel,
  hostNetwork,
  hostRegion,
  noExistingKey,
  ownModel,
} from '../../topology/schema/host-form.js';
import { text } from '../../topology/schema/primitives.js';

/** Llama on watsonx.ai. Only described: no stack provisions it. */
const watsonx = z.strictObject({
  kind: z.literal('watsonx').meta({ description: 'Llama on watsonx.ai. Described only: a topology that uses it is refused.' }),
  account: hostAccount,
  region: hostRegion,
  network: hostNetwork,
  model: hostModel,
  link: hostLink,
  plan: text.meta({ description: 'Plan of the instance.', examples: ['standard'] }),
  contract: hostContract,
});

export type WatsonxHost = z.infer<typeof watsonx>;

export const form: HostForm<typeof watsonx, 'watsonx'> = {
  schema: watsonx,
  cloud: 'watsonx',
  models: ownModel,
  weights: 'none',
  reach: 'egress-proxy',
  proxies: false,
  existingKey: noExistingKey('its keys are not made here'),
};
