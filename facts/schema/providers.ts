import { z } from 'zod';
import { name, row, sourceKey, text, version } from './row.js';

export const providers = {
  providers: row('A Terraform provider that synthesized code requires', {
    provider: z.enum(['google', 'azurerm', 'azapi', 'databricks', 'ibm', 'cloudflare', 'oci']),
    registry: name,
    version: version.describe('Required exactly'),
    binding: name.optional().describe('npm package of the binding; absent: types of its resources are written here, from its documentation'),
    bindingVersion: version.optional(),
    boundTo: version.optional().describe("The provider version that the binding's types describe"),
    bindingSource: sourceKey.optional(),
    reasons: z.array(text).optional().describe('Why version is above boundTo'),
    removed: z.array(text).optional().describe('Fields that the binding types and version no longer has: never emit them'),
  }),
  stateBackends: row('What a state backend needs of Terraform, and of OpenTofu, which counts alike', {
    backend: z.enum(['s3']),
    minimumVersion: version,
  }),
};
