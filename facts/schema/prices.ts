import { z } from 'zod';
import { count, fraction, guardrailPolicy, name, region, release, row, sourceKey, text, usd } from './row.js';

/** A row is of a region, or of what the source says instead of one. */
const place = { region: region.optional(), scope: name.optional() };

export const prices = {
  tokens: row('USD per 10^6 tokens', {
    host: name,
    model: text,
    release: release.optional(),
    ...place,
    input: usd,
    output: usd,
    batchFactor: fraction.optional(),
    variant: name.optional(),
    flag: z
      .enum(['wrong', 'suspect', 'stale', 'zero', 'no-such-model', 'legacy', 'eol', 'retired'])
      .optional()
      .describe('Not to be used without an override; the reason is in note'),
  }),
  gpus: row('USD per instance hour', {
    host: z.enum(['aws', 'azure', 'google']),
    instance: text,
    gpu: z.enum(['H100', 'H200', 'B200', 'B300']),
    gpus: count,
    ...place,
    term: name,
    usdPerHour: usd.optional().describe('Absent: not known'),
  }),
  guardrails: row('USD per 1000 text units of a guardrail policy', {
    host: z.enum(['bedrock']),
    policy: guardrailPolicy,
    usd,
    unit: text,
    usdPer1MTokens: usd,
    corroboratedBy: sourceKey.optional(),
  }),
  crossChecks: row('A price that another source gives, in USD per 10^6 tokens', {
    host: name,
    model: text,
    release: release.optional(),
    ...place,
    input: usd,
    output: usd,
    batchInput: usd.optional(),
    batchOutput: usd.optional(),
  }),
  commitments: row('A price for a term', {
    host: z.enum(['aws', 'bedrock']),
    kind: z.enum(['batch', 'provisioned-throughput', 'savings-plan-stand-in']),
    release: release.optional(),
    region: region.optional(),
    term: name.optional(),
    instance: name.optional(),
    usdPerModelUnitHour: usd.optional(),
    discount: fraction.optional(),
  }),
};
