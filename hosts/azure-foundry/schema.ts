import { z } from 'zod';
import { type HostForm, hostAccount, hostContract, hostLink, hostModel, hostNetwork, hostRegion, ownModel } from '../../topology/schema/host-form.js';
import { positiveCount } from '../../topology/schema/primitives.js';

/** Llama sold through Microsoft Foundry. */
const azureFoundry = z.strictObject({
  kind: z.literal('azure-foundry').meta({ description: 'Llama sold through Microsoft Foundry.' }),
  account: hostAccount.meta({ examples: ['dev'] }),
  region: hostRegion.meta({ examples: ['swedencentral'] }),
  network: hostNetwork.meta({ examples: ['foundry'] }),
  model: hostModel,
  link: hostLink,
  sku: z
    .enum([
      'Standard',
      'DataZoneBatch',
      'DataZoneStandard',
      'DataZoneProvisionedManaged',
      'GlobalBatch',
      'GlobalProvisionedManaged',
      'GlobalStandard',
      'ProvisionedManaged',
    ])
    .meta({
      description:
        'Kind of deployment, which decides where prompts are processed: `Global*` anywhere, `DataZone*` within the data zone, the rest in the region.',
      examples: ['Standard'],
    }),
  modelVersion: z
    .string()
    .regex(/^\d+$/, 'a model version, in quotes')
    .meta({ description: 'Version of the model at Foundry, in quotes. It is pinned.', examples: ['9'] }),
  capacity: positiveCount.meta({
    description: 'Capacity of the deployment. Of `*ProvisionedManaged` skus it is a number of provisioned throughput units, of `*Batch` skus a queue.',
    unit: 'thousand tokens per minute',
    examples: [200],
  }),
  contract: hostContract,
});

export type AzureFoundryHost = z.infer<typeof azureFoundry>;

export const form: HostForm<typeof azureFoundry, 'azure'> = {
  schema: azureFoundry,
  cloud: 'azure',
  models: ownModel,
  weights: 'none',
  reach: 'private',
  proxies: false,
  existingKey: () => ({ kind: 'used', users: 'the identity that reads it, KeyReader of its stack,' }),
};
