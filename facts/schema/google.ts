import { z } from 'zod';
import { amount, cidr, confidence, count, countOrNone, day, gpu, name, pattern, precision, region, release, row, sourceKey, text } from './row.js';

const zone = z.string().regex(/^[a-z]+-[a-z]+\d+-[a-z]$/, 'a zone, such as europe-west4-b');

export const google = {
  vertexEndpoint: row('A release on a dedicated Vertex AI endpoint', {
    release,
    precision: precision.optional(),
    publisherModel: name,
    orgPolicyValue: name,
    orgPolicySource: sourceKey,
    machineType: name,
    acceleratorType: name,
    acceleratorCount: count,
    regions: z.array(region).describe('Those that Google recommends; not the full table'),
  }),
  vertexMaas: row('A release as managed model, priced per token', {
    release,
    modelId: name,
    requestModel: name.optional(),
    orgPolicyValue: name.optional(),
    orgPolicySource: sourceKey.optional(),
    regions: z.array(region),
    regionsSource: sourceKey.optional(),
    status: z.enum(['offered', 'retired']),
    deprecated: day.optional(),
    date: day.optional().describe('Retired since'),
  }),
  endpointModes: row('A kind of Vertex AI endpoint', {
    mode: z.enum(['dedicated-private', 'dedicated-public', 'private-peering', 'shared-public']),
    domain: name.optional().describe('Where its host name ends'),
    vpcServiceControls: z.boolean(),
  }),
  searchLocations: row('A location of Vertex AI Search', {
    location: z.enum(['eu', 'us', 'global']),
    apiHost: name,
    cmek: z.boolean(),
    kmsLocation: name.optional().describe('Where its key must lie'),
    kmsConfidence: confidence.optional(),
    resident: z.boolean().describe('Data stays in the location'),
  }),
  gce: row('A machine type of Compute Engine with GPUs', {
    machineType: name,
    accelerator: name.describe('Name of the accelerator type that is attached'),
    gpu,
    gpus: count,
    gpuMemoryGB: amount.describe('Per GPU, in 10^9 bytes'),
    vcpus: count,
    memoryGiB: amount,
    localSsds: countOrNone.describe('Disks that come with the machine'),
    zones: z.array(zone).min(1).describe('Where it exists, not free capacity'),
  }),
  nodeImages: row('A family of node images', {
    image: name,
    project: name.describe('Project that publishes it'),
    releasePattern: pattern.describe('What the name of one release looks like'),
  }),
  ranges: row("Address ranges of Google's own", { use: z.enum(['health-checks']), ranges: z.array(cidr).min(1) }),
  locationValues: row('Value of gcp.resourceLocations for a location', { kind: z.enum(['region', 'multi-region']), form: text }),
  quotas: row('A quota of online serving', {
    quotaId: name.optional(),
    metric: name,
    service: name,
    dimension: name,
    acceleratorType: name,
    spot: z.boolean(),
  }),
  computeQuotas: row('A quota of Compute Engine, counted in GPUs of a family', { quotaId: name, metric: name, service: name, gpu, family: name }),
  modelArmor: row('Where Model Armor screens prompts', { regions: z.array(region).min(1) }),
};
