import { z } from 'zod';
import { amount, count, name, pattern, row, text } from './row.js';

const limit = {
  limit: name,
  what: text.describe('Unit and thing in the words of a message: outputs, bytes of policy'),
  most: count.describe('For a limit that can be raised, what an account starts with'),
  raisable: z.boolean().describe('Whether the provider raises it on request'),
  instead: text.describe('What to do when it is not raised'),
};
const unit = z
  .enum(['bytes', 'characters', 'visible', 'items', 'references'])
  .describe('visible: characters without white space. references: occurrences of {{resolve:…}}');

export const limits = {
  executions: row('How many runs of functions an account has at once in a region', {
    service: name,
    quotaCode: name,
    name: text,
    byDefault: count.describe('Of an account that AWS has raised by its use; new ones have fewer'),
    unreserved: count.describe('What functions together may not reserve'),
  }),
  builders: row('Disk of a CodeBuild machine', { computeType: name, diskGB: amount.describe('In 10^9 bytes') }),
  stacks: row('A limit of a part of a CloudFormation template', { ...limit, part: z.string().describe('Section of the template; empty for all of it'), unit }),
  properties: row('A limit of one property', {
    ...limit,
    type: name,
    property: name.describe('In the path, [] stands for every element of a list and * for every value'),
    unit,
  }),
  counts: row('A limit on how many of a type there are', {
    ...limit,
    type: name,
    per: z.array(name).min(1).describe('account, project or subscription, then region, location or an attribute'),
    unit: z.enum(['resources']),
  }),
  organizationPolicies: row('A type of organization policy: the size of one, and how many an account takes', { ...limit, type: name, perAccount: count }),
  names: row('What names of a kind of thing may be', {
    name: z.enum([
      'loadBalancer',
      'role',
      'resolverConfig',
      'bucket',
      'serviceAccount',
      'googleResource',
      'googleBundleRule',
      'googleKey',
      'googleSecret',
      'googleLog',
      'googlePool',
      'googleRole',
      'databricksEndpoint',
      'ibmResource',
      'worker',
      'ociPolicy',
      'azureSubdomain',
      'azureVault',
      'azureStorage',
      'azureGroup',
      'azureNetwork',
      'azureResource',
      'azurePolicy',
      'azureWorkspace',
      'azureIdentity',
      'azureAlert',
      'azureCollection',
    ]),
    least: count.describe('In characters'),
    most: count.describe('In characters'),
    letters: text.describe('Which characters, in the words of a message'),
    pattern: pattern.describe('The same as a regular expression'),
    what: text,
  }),
  sums: row('A limit on what hangs on one role', { ...limit, unit }),
};
