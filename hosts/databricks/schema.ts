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
import { positiveCount } from '../../topology/schema/primitives.js';

/** Llama on Databricks. Only described: no stack provisions it. */
const databricks = z.strictObject({
  kind: z.literal('databricks').meta({ description: 'Llama on Databricks. Described only: a topology that uses it is refused.' }),
  account: hostAccount,
  region: hostRegion,
  network: hostNetwork,
  model: hostModel,
  link: hostLink,
  modelUnits: positiveCount.meta({ description: 'Model units of the endpoint.', unit: 'model units', examples: [4] }),
  contract: hostContract,
});

export type DatabricksHost = z.infer<typeof databricks>;

export const form: HostForm<typeof databricks, 'databricks'> = {
  schema: databricks,
  cloud: 'databricks',
  models: ownModel,
  weights: 'none',
  proxies: false,
  existingKey: noExistingKey('a workspace is not made here'),
};
