import { z } from 'zod';
import { amount, count, day, dayOrMonth, gpu, jurisdiction, name, precision, region, release, row, sourceKey, text, usd } from './row.js';

export const azure = {
  offers: row('One model under one sku', {
    release,
    modelId: name,
    format: z.enum(['Meta']),
    versions: z.array(name).min(1),
    versionsSource: sourceKey.optional(),
    precision: precision.optional(),
    sku: name,
    offer: z.enum(['direct', 'partner']).describe('direct: sold by Azure. partner: needs a Marketplace subscription'),
    status: z.enum(['ga']),
    regions: z.array(region).min(1).describe('Where the resource may lie, not where prompts are processed'),
    regionsSource: sourceKey,
    regionsAsOf: dayOrMonth,
    toolCalling: z.boolean().optional(),
  }),
  retired: row('A model that Azure no longer serves', {
    release: release.optional(),
    modelId: name,
    format: z.enum(['Meta']),
    date: day.describe('Not served since'),
  }),
  skus: row('A deployment sku', {
    sku: name,
    processing: z.enum(['global', 'data-zone', 'region']),
    llama: z.boolean().describe('Whether any Llama is offered under it'),
    namesSource: sourceKey,
  }),
  dataZones: row('Countries of a data zone', { zone: z.enum(['eu', 'us']), countries: z.array(jurisdiction).min(1) }),
  policies: row('A built-in policy definition, found by its use', {
    id: z.guid('a UUID'),
    name: text,
    use: name,
    parameters: z.array(name).optional(),
    effects: z.array(name).optional(),
  }),
  policyAliases: row('A field that policies can speak of', { alias: name, use: name }),
  privateDnsZones: row('A private DNS zone that a private endpoint of a subresource needs', { zone: name, subresource: z.enum(['account', 'vault']) }),
  managedCompute: row('Managed compute, which nothing here provisions', {
    sku: name,
    accelerators: z.array(name).min(1),
    status: z.enum(['preview', 'ga']),
    processing: z.enum(['global', 'data-zone', 'region']),
    terraform: z.boolean(),
  }),
  vms: row('A virtual machine with GPUs', {
    sku: name,
    gpu,
    gpus: count,
    gpuMemoryGB: amount.describe('Per GPU, in 10^9 bytes'),
    quotaFamily: name,
    usdPerHour: usd,
    priceRegion: region,
  }),
};
