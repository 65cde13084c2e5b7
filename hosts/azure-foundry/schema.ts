import { z } from 'zod';
import { type HostForm, ownModel } from '../../topology/schema/host-form.js';
import { id, positiveCount, region } from '../../topology/schema/primitives.js';

/** Llama sold through Microsoft Foundry. */
const azureFoundry = z.strictObject({
  kind: z.literal('azure-foundry'),
  account: id,
  region,
  network: id,
  model: id,
  link: id.optional(),
  /** Where prompts are processed: `Global*` anywhere, `DataZone*` within the zone, the rest in the region. */
  sku: z.enum([
    'Standard',
    'DataZoneBatch',
    'DataZoneStandard',
    'DataZoneProvisionedManaged',
    'GlobalBatch',
    'GlobalProvisionedManaged',
    'GlobalStandard',
    'ProvisionedManaged',
  ]),
  modelVersion: z.string().regex(/^\d+$/, 'a model version, in quotes'),
  /** Thousands of tokens per minute. */
  capacity: positiveCount,
  contract: id.optional(),
});

export type AzureFoundryHost = z.infer<typeof azureFoundry>;

export const form: HostForm<typeof azureFoundry, 'azure'> = {
  schema: azureFoundry,
  cloud: 'azure',
  models: ownModel,
  weights: 'none',
  proxies: false,
  existingKey: () => 'used',
};
