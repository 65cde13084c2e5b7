import { z } from 'zod';
import { amount, count, dayOrMonth, gpu, name, region, row, sourceKey, text, timeOfDay, usd } from './row.js';

const instanceType = z.string().regex(/^[a-z0-9-]+\.[a-z0-9]+$/, 'an instance type, such as p5.48xlarge');

export const ec2 = {
  instanceTypes: row('Hardware of one type', {
    instanceType,
    gpu,
    gpus: count,
    gpuMemoryGB: amount.describe('Per GPU, in 10^9 bytes'),
    vcpus: count,
    memoryGiB: amount,
    nvme: z.strictObject({ disks: count, sizeGB: amount.describe('Per disk, in 10^9 bytes') }),
    efaGbps: amount,
  }),
  taskInterfaces: row('Network interfaces that tasks of a node can have', {
    instanceType,
    interfaces: count.describe("Interfaces of network card 0, the node's own included"),
    addressesPerInterface: count,
    branches: count.optional().describe('Tasks behind one trunk interface; absent where the type has none'),
  }),
  s3PrefixLists: row('The prefix list of addresses of S3 in a region; AWS keeps its entries, and its id never changes', {
    region,
    id: z.string().regex(/^pl-[0-9a-f]+$/, 'a prefix list, such as pl-6da54004'),
  }),
  offers: row('A type that exists in a region, with its on-demand Linux price where known', {
    instanceType,
    region,
    onDemandUsdPerHour: usd.optional().describe('USD per instance hour'),
    priceSource: sourceKey.optional(),
    priceAsOf: dayOrMonth.optional(),
    priceConfirmedBy: z.array(sourceKey).min(1).optional(),
    priceConfirmedAsOf: dayOrMonth.optional(),
  }),
  capacityBlockPrices: row('A Capacity Block price in USD per instance hour, paid in advance', {
    instanceType,
    region: region.optional(),
    scope: text.optional(),
    usdPerHour: usd,
    previousUsdPerHour: usd.optional(),
    stale: z.boolean().optional(),
  }),
  capacityBlockTerms: row('What Amazon sells as a Capacity Block; lengths in days, times in UTC on the last day', {
    dailyUpTo: count,
    weeklyUpTo: count,
    maxInstances: count,
    endsAt: timeOfDay,
    terminationStartsAt: timeOfDay.describe('Instances that still run are terminated from here on'),
  }),
  quotas: row('A service quota per account and region', {
    service: name,
    quotaCode: name,
    name: text,
    unit: z.enum(['vCPU']),
    families: z.array(name).min(1),
  }),
};
