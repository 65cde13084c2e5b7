import { z } from 'zod';
import { name, row, text } from './row.js';

export const deployer = {
  actions: row('What CloudFormation calls for a type of resource, with the rights of its execution role', {
    type: z.string().regex(/^(AWS(::\w+){2}|Custom::\w+)$/, 'a type of CloudFormation'),
    actions: z.array(z.string().regex(/^[a-z0-9-]+:[A-Za-z0-9*]+$/, 'service:Action')).min(1),
  }),
  roles: row('A predefined role that holds what Terraform calls for a type of resource', {
    type: name,
    role: text,
    on: z
      .enum([
        'project',
        'organization',
        'billing account',
        'subscription',
        'store of bills',
        'workspace',
        'databricks account',
        'IBM Cloud account',
        'Cloudflare account',
        'cloudflare domain',
        'OCI compartment',
      ])
      .describe('What the role is granted on'),
  }),
  state: row('What reading and writing state takes', { backend: z.enum(['gcs', 'azurerm', 's3']), rights: z.array(text).min(1) }),
  bootstrapRoles: row('A role of the bootstrap stack that the CDK assumes', { role: name, does: text }),
};
