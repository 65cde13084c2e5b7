import { z } from 'zod';
import { count, day, row, sourceKey } from './row.js';

const names = z.enum(['cos', 'dcgm-exporter', 'ecs-gpu-image', 'envoy', 'otelcol', 'ubuntu-hpc', 'vllm']);

export const software = {
  limits: row('How old a release may be where its makers name no end', {
    software: names,
    days: count.describe('Days after its release'),
    corroboratedBy: sourceKey.optional(),
  }),
  releases: row('A release, or a line of them', {
    software: names,
    version: z
      .string()
      .regex(/^\d+(\.\d+)*$/, 'numbers with dots between them, such as 1.40')
      .describe('A version, or what versions of a line begin with'),
    released: day.optional(),
    supportedUntil: day.optional().describe('Last day on which its makers fix it'),
  }),
};
