import { z } from 'zod';
import { name, partition, region, row, text } from './row.js';

export const iam = {
  withoutResource: row('An action that AWS authorizes on no resource at all', {
    action: z.string().regex(/^[a-z0-9-]+:[A-Za-z0-9*]+$/, 'service:Action'),
  }),
  serviceBuckets: row('A bucket of AWS itself that private networks read; <region> stands for the region', { bucket: name, what: text }),
  organizations: row('Where AWS Organizations is called in a partition', {
    partition,
    region,
    optOut: z.boolean().describe('Whether it has policies that opt out of AI services'),
  }),
  gpuFamilies: row('Instance types that capacity boundaries speak of', { pattern: name }),
};
