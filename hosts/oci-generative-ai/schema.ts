import { z } from 'zod';
import {
  type HostForm,
  hostAccount,
  hostContract,
  hostModel,
  hostRegion,
  hostTokensPerMinute,
  noExistingKey,
  ownModel,
} from '../../topology/schema/host-form.js';
import { providerKey } from '../../topology/schema/provider-key.js';

/** Llama by the token on OCI Generative AI, called over the internet through the proxy of a zone. */
const ociGenerativeAi = z.strictObject({
  kind: z.literal('oci-generative-ai').meta({ description: 'Llama on demand on OCI Generative AI of Oracle, for zones with ANY alone.' }),
  account: hostAccount.meta({ examples: ['oracle'] }),
  region: hostRegion.meta({ description: 'Region of Oracle Cloud that it is called in. No term says that a prompt stays there.', examples: ['us-chicago-1'] }),
  model: hostModel,
  apiKey: providerKey.meta({ description: 'One of the two secrets of a Generative AI API key, which the gateway shows.' }),
  keyId: z
    .string()
    .regex(/^ocid1\.generativeaiapikey\.oc1\.[a-z]+(-[a-z]+)+-\d\.[a-z0-9]{60}$/, 'the OCID of a Generative AI API key')
    .meta({
      description: 'OCID of that key, which the policy of the stack names. It is no secret. A key is of the region of the host.',
      examples: [`ocid1.generativeaiapikey.oc1.us-chicago-1.${'a'.repeat(60)}`],
    }),
  tokensPerMinute: hostTokensPerMinute.meta({ description: 'What a load test carried. Oracle throttles by demand and documents no rate.' }),
  contract: hostContract.meta({ examples: ['oracle-main'] }),
});

export type OciGenerativeAiHost = z.infer<typeof ociGenerativeAi>;

export const form: HostForm<typeof ociGenerativeAi, 'oci'> = {
  schema: ociGenerativeAi,
  cloud: 'oci',
  models: ownModel,
  weights: 'none',
  reach: 'egress-proxy',
  proxies: false,
  existingKey: noExistingKey('its provider keeps nothing under a key of the customer'),
};
