import { z } from 'zod';
import {
  type HostForm,
  hostAccount,
  hostContract,
  hostLink,
  hostModel,
  hostNetwork,
  hostRegion,
  hostTokensPerMinute,
  noExistingKey,
  ownModel,
} from '../../topology/schema/host-form.js';
import { positiveCount } from '../../topology/schema/primitives.js';

/** What AI Gateway of Databricks refuses on its own, beside what screens every call here. */
const guardrails = z.strictObject({
  safety: z.boolean().meta({ description: 'Whether prompts and answers that Databricks finds unsafe are refused.', examples: [true] }),
  personalData: z.enum(['block', 'ignore']).meta({ description: 'What becomes of prompts and answers with personal data.', examples: ['block'] }),
});

/** Llama by Mosaic AI Model Serving, in a workspace on AWS. */
const databricks = z.strictObject({
  kind: z.literal('databricks').meta({ description: 'Llama by Mosaic AI Model Serving of Databricks, in a workspace on AWS.' }),
  account: hostAccount.meta({ examples: ['lakehouse'] }),
  region: hostRegion.meta({ description: 'AWS region of the workspace.', examples: ['eu-central-1'] }),
  network: hostNetwork.meta({ description: 'Network on AWS that the front-end PrivateLink endpoint of the workspace is in, by its key in networks.' }),
  frontEnd: z
    .string()
    .regex(/^vpce-[0-9a-f]{8,17}$/, 'the id of a VPC endpoint')
    .meta({
      description: 'Front-end PrivateLink endpoint in the network, registered with the Databricks account. The name of the workspace resolves to it there.',
      examples: ['vpce-0a1b2c3d4e5f60718'],
    }),
  model: hostModel,
  link: hostLink,
  modelUnits: positiveCount.optional().meta({
    description: 'Model units of an endpoint of provisioned throughput.',
    unit: 'model units',
    absent: 'the pay-per-token endpoint that every workspace has is called, of which nothing is made here but the right to call it',
    examples: [50],
  }),
  tokensPerMinute: hostTokensPerMinute.meta({
    description: 'What a load test of these model units carried; AI Gateway refuses more.',
    absent: 'no rate limit, and an unknown capacity, which carries no load',
    examples: [600_000],
  }),
  guardrails: guardrails.optional().meta({ description: 'Guardrails of AI Gateway on the endpoint.', absent: 'none of Databricks' }),
  contract: hostContract,
});

export type DatabricksHost = z.infer<typeof databricks>;

export const form: HostForm<typeof databricks, 'databricks'> = {
  schema: databricks,
  cloud: 'databricks',
  models: ownModel,
  weights: 'none',
  reach: 'private',
  proxies: false,
  existingKey: noExistingKey('a workspace is not made here'),
};
