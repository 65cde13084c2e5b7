import { z } from 'zod';
import { count, fraction, guardrailPolicy, name, region, release, row, sourceKey, text, usd } from './row.js';

/** A row is of a region, or of what the source says instead of one. */
const place = { region: region.optional(), scope: name.optional() };

/** What is billed beside a model, by what it is billed for. */
export const serviceNames = [
  'fargate-vcpu',
  'fargate-memory',
  'load-balancer',
  'load-balancer-capacity',
  'object-storage',
  'interface-endpoint',
  'custom-model-unit',
  'custom-model-storage',
  'search-standard',
  'search-enterprise',
] as const;

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
  services: row('USD per unit of what a deployment uses beside its model', {
    cloud: z.enum(['aws', 'google', 'azure']),
    service: z.enum(serviceNames),
    ...place,
    unit: text,
    usd,
  }),
  customModelUnits: row('Custom Model Units of one copy of an imported model, and how many copies run at most unless a quota says more', {
    release,
    units: count,
    copies: count,
  }),
  portfolio: row('USD per 10^6 tokens of a model whose weights are closed', {
    cloud: z.enum(['aws', 'google', 'azure']),
    host: name,
    vendor: name,
    model: name,
    input: usd,
    output: usd,
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
