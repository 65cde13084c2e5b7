import { z } from 'zod';
import { amount, count, countOrNone, row, text } from './row.js';

export const gateway = {
  measured: row('Processor time of a part of the gateway', {
    part: z
      .enum(['translator', 'litellm', 'fleet path', 'translator path'])
      .describe('A path is all processes of a task: Envoy, policy service, token provider and, to Bedrock, translator'),
    what: z.enum(['request', 'chunk']).describe('A whole request, or one piece of a streamed answer'),
    milliseconds: amount.describe('Of processor time, for one of them'),
    concurrency: count.describe('Requests under way at once'),
    conditions: text,
  }),
  task: row('Size of a task of the gateway', {
    vcpus: count,
    memoryGiB: count,
    envoyThreads: count.describe('Worker threads of Envoy, which carry every byte'),
    busyPercent: count.describe('Part of the processors, in percent, that scaling keeps busy'),
  }),
  firstToken: row('Milliseconds to the first token of a stream through the whole gateway, by what a guard judges', {
    mode: z.enum(['none', 'before', 'windows', 'buffered']),
    verdictMs: countOrNone.describe('What the guard takes for a verdict'),
    middle: amount,
    p95: amount,
  }),
  memory: row('Resident memory of a process of a task that was busy for half an hour', {
    process: z.enum(['envoy', 'policy', 'keys', 'tokens']),
    warmMiB: count.describe('In the second quarter, when it was warm'),
    endMiB: count.describe('In the last quarter'),
    conditions: text,
  }),
  imageAge: row('How old an image of a gateway may be before rules speak, and how loudly', { days: count, severity: z.enum(['warning', 'error']) }),
  refusedFindings: row('Severity, in the words of ECR, of which no image may have a finding', { severity: z.enum(['CRITICAL', 'HIGH', 'MEDIUM']) }),
  quota: row('What tasks of the gateway count against', { service: text, name: text, unit: z.enum(['vCPU']) }),
  converse: row('What Converse takes for Llama', { feature: text, llama: z.enum(['yes', 'no', 'unknown']) }),
};
