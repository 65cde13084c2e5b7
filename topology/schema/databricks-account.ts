import { z } from 'zod';
import { cidr, httpsUrl, uuid } from './primitives.js';

/** A workspace on AWS, which exists already, and the Databricks account that it is in. */
export const databricksAccount = z.strictObject({
  workspaceUrl: httpsUrl.meta({ description: 'Address of the workspace.', examples: ['https://acme.cloud.databricks.com'] }),
  workspaceId: z
    .string()
    .regex(/^\d{10,20}$/, 'the number of the workspace, in quotes')
    .optional()
    .meta({
      description: 'Number of the workspace, in quotes, as the account console shows it. Budget policies and identities are bound to it.',
      absent: 'a host there is refused',
      examples: ['1234567890123456'],
    }),
  accountId: uuid.meta({ description: 'Id of the Databricks account. Tokens of gateways are made for it.' }),
  geography: z.enum(['europe', 'us', 'other', 'americas', 'asia', 'australia-new-zealand', 'india']).meta({
    description:
      'Databricks Geo of the workspace, any country of which may process a prompt: `residency/databricks-geo`. `us` and `other` are none, and a host there is refused.',
    examples: ['europe'],
  }),
  owns: z
    .boolean()
    .default(false)
    .meta({
      description: 'True in the one topology that manages what a workspace has once: egress of its serverless compute, and who may call it over the internet.',
      examples: [true],
    }),
  publicCallers: z
    .array(cidr)
    .default([])
    .meta({
      description:
        'With `owns`: ranges that may call the workspace over the internet, such as those of the pipeline that deploys. Everyone else comes by PrivateLink.',
      examples: [['198.51.100.0/28']],
    }),
});

export type DatabricksAccount = z.infer<typeof databricksAccount>;
