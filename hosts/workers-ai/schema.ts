import { z } from 'zod';
import { type HostForm, hostAccount, hostContract, hostModel, hostTokensPerMinute, noExistingKey, ownModel } from '../../topology/schema/host-form.js';
import { domain } from '../../topology/schema/primitives.js';
import { providerKey } from '../../topology/schema/provider-key.js';

const hex32 = (what: string) => z.string().regex(/^[0-9a-f]{32}$/, what);

/** Llama on Cloudflare Workers AI, behind a Worker with a name of its own. */
const workersAi = z.strictObject({
  kind: z.literal('workers-ai').meta({ description: 'Llama on Cloudflare Workers AI, behind a Worker of your own. Processed wherever Cloudflare chooses.' }),
  account: hostAccount.meta({ examples: ['edge'] }),
  hostname: domain.meta({ description: 'Name that the Worker answers at, in a domain of the account.', examples: ['llama.acme-edge.example'] }),
  domainId: hex32('the id of a domain, 32 hex digits').meta({
    description: 'Id of that domain, which Cloudflare calls a zone. Its DNS record and certificate are made with the Worker.',
    examples: ['0a1b2c3d4e5f60718293a4b5c6d7e8f9'],
  }),
  secretsStore: hex32('the id of a Secrets Store, 32 hex digits').meta({
    description: 'Id of the Secrets Store of the account. The secret that callers show is put there by hand as well, under the name of the Worker.',
    examples: ['1a2b3c4d5e6f70819203a4b5c6d7e8f0'],
  }),
  apiKey: providerKey.meta({ description: 'Secret that callers show to the Worker, as the gateway reads it. The same value is in the Secrets Store.' }),
  model: hostModel,
  tokensPerMinute: hostTokensPerMinute.meta({ description: 'What a load test carried, or Cloudflare confirmed for the account.' }),
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
