import { z } from 'zod';
import { type HostForm, hostAccount, hostContract, hostModel, hostRegion, noExistingKey, ownModel } from '../../topology/schema/host-form.js';
import { uuid } from '../../topology/schema/primitives.js';
import { providerKey } from '../../topology/schema/provider-key.js';

/** Llama by the token on watsonx.ai, called over the internet through the proxy of a zone. */
const watsonx = z.strictObject({
  kind: z.literal('watsonx').meta({ description: 'Llama by the token on watsonx.ai of IBM, for zones with ANY alone.' }),
  account: hostAccount.meta({ examples: ['ibm'] }),
  region: hostRegion.meta({ description: 'Region of IBM Cloud that it is called in. No term says that a prompt stays there.', examples: ['us-south'] }),
  model: hostModel,
  plan: z.enum(['essentials', 'standard']).meta({
    description: 'Plan of the watsonx.ai Runtime instance: essentials is `v2-standard` at IBM, standard `v2-professional`.',
    examples: ['standard'],
  }),
  space: uuid.meta({
    description:
      'Deployment space that calls are made in, by its id. It exists; who deploys associates it with the instance, and lets the trusted profiles work in it.',
  }),
  apiKey: providerKey.meta({ description: 'API key of the service ID that the stack makes.' }),
  contract: hostContract.meta({ examples: ['ibm-main'] }),
});

export type WatsonxHost = z.infer<typeof watsonx>;

export const form: HostForm<typeof watsonx, 'watsonx'> = {
  schema: watsonx,
  cloud: 'watsonx',
  models: ownModel,
  weights: 'none',
  reach: 'egress-proxy',
  proxies: false,
  existingKey: noExistingKey('the instance takes no key of the customer'),
};
