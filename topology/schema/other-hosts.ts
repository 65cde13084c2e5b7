import { z } from 'zod';
import { id, positiveCount, region, text } from './primitives.js';

/** Llama sold through Microsoft Foundry. */
export const azureFoundry = z.strictObject({
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

export const databricks = z.strictObject({
  kind: z.literal('databricks'),
  account: id,
  region,
  network: id,
  model: id,
  link: id.optional(),
  modelUnits: positiveCount,
  contract: id.optional(),
});

export const watsonx = z.strictObject({
  kind: z.literal('watsonx'),
  account: id,
  region,
  network: id,
  model: id,
  link: id.optional(),
  plan: text,
  contract: id.optional(),
});

export const workersAi = z.strictObject({
  kind: z.literal('workers-ai'),
  account: id,
  model: id,
  contract: id.optional(),
});

export type AzureFoundryHost = z.infer<typeof azureFoundry>;
