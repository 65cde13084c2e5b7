import { z } from 'zod';
import { entities, fraction, id, milliseconds, region, slug, text, tokens, usd } from './primitives.js';

const load = z.strictObject({
  tokensPerYear: tokens,
  /** Mean tokens of one request, in and out. */
  inputTokens: z.int().min(1).max(1_000_000),
  outputTokens: z.int().min(1).max(100_000),
  /** Shape of the load-duration curve. */
  curve: z.enum(['business-hours', 'diurnal', 'flat', 'batch']),
});

const slo = z.strictObject({
  /** 99th percentile time to first token and time per output token. */
  ttftMs: milliseconds,
  tpotMs: milliseconds,
  availability: fraction,
});

const workload = z.strictObject({
  description: text.optional(),
  /** Residency zone: where prompts and outputs may be processed and stored. */
  zone: id,
  /** Narrower than the zone: the only regions that may process this workload. */
  regions: z.array(region).min(1).optional(),
  dataClass: z.enum(['public', 'internal', 'customer', 'regulated']),
  class: z.enum(['sustained', 'variable', 'grounded', 'development']),
  load,
  slo,
  /** First is primary, the rest take overflow. */
  route: z.array(id).min(1).max(8),
  /** Self-hosted host of a Llama Guard release, which screens prompts and answers beside the route. @default - none */
  guard: id.optional(),
  /** Stack of those shared by many workloads. @default - the only one, or the one that the id's digest names */
  part: z.int().min(1).max(4).optional(),
  // Owner, cost centre and budget are finance's, and their absence is a finding with a rule, not a syntax error.
  owner: slug.optional(),
  costCentre: slug.optional(),
  budget: z.strictObject({ usdPerMonth: usd }).optional(),
});

/** A use case: who may see its data, how much it sends, and which hosts serve it in which order. */
export const workloads = entities(workload);
export type Workload = z.infer<typeof workload>;
