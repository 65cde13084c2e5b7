import { z } from 'zod';
import { type HostForm, noExistingKey, ownModel } from '../../topology/schema/host-form.js';
import { id, positiveCount, region } from '../../topology/schema/primitives.js';

/** Llama on Databricks. Only described: no stack provisions it. */
const databricks = z.strictObject({
  kind: z.literal('databricks'),
  account: id,
  region,
  network: id,
  model: id,
  link: id.optional(),
  modelUnits: positiveCount,
  contract: id.optional(),
});

export type DatabricksHost = z.infer<typeof databricks>;

export const form: HostForm<typeof databricks, 'databricks'> = {
  schema: databricks,
  cloud: 'databricks',
  models: ownModel,
  weights: 'none',
  proxies: false,
  existingKey: noExistingKey,
};
