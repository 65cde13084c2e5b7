import { z } from 'zod';
import { regimes, regimeWords } from '../../facts/regimes.js';
import { entities, fraction, id, milliseconds, region, slug, text, timezone, tokens, usd } from './primitives.js';

const load = z.strictObject({
  tokensPerYear: tokens.meta({ description: 'Tokens of a year, prompts and answers together.', unit: 'tokens per year', examples: [2_500_000_000_000] }),
  inputTokens: z
    .int()
    .min(1)
    .max(1_000_000)
    .meta({ description: 'Mean length of a prompt.', unit: 'tokens per request', examples: [1_000] }),
  outputTokens: z
    .int()
    .min(1)
    .max(100_000)
    .meta({ description: 'Mean length of an answer.', unit: 'tokens per request', examples: [500] }),
  curve: z.enum(['business-hours', 'diurnal', 'flat', 'batch']).meta({
    description: 'How the load is spread over a week; facts/demand.yaml has the hours of each curve and its peak over its mean.',
    examples: ['business-hours'],
  }),
  timezone: timezone.optional().meta({ description: 'Time zone that the hours of the curve are in.', absent: 'UTC', examples: ['Europe/Berlin'] }),
  peakToMean: z
    .number()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Busiest minute over the mean of the year, where it was measured.', unit: 'ratio', absent: 'as the curve has it', examples: [2.6] }),
  growthPerYear: z
    .number()
    .min(-1)
    .max(10)
    .default(0)
    .meta({ description: 'Growth of the volume from year to year; plans over the term of a contract compound it.', unit: 'fraction', examples: [0.3] }),
});

const slo = z.strictObject({
  ttftMs: milliseconds.meta({ description: 'Time to the first token, 99th percentile.', examples: [2_000] }),
  tpotMs: milliseconds.meta({ description: 'Time per output token, 99th percentile.', examples: [200] }),
  availability: fraction.meta({ description: 'Share of requests that are answered.', examples: [0.995] }),
});

const budget = z.strictObject({ usdPerMonth: usd.meta({ description: 'Budget of a month.', unit: 'USD per month', examples: [80_000] }) });

const terms = z.strictObject({
  retentionDays: z
    .int()
    .min(0)
    .max(3_650)
    .meta({ description: 'How long a provider may keep prompts and answers at most.', unit: 'days', examples: [0] }),
  indemnity: z.boolean().meta({ description: 'Whether somebody has to answer for claims over what the model puts out.', examples: [false] }),
  migrationDays: z
    .int()
    .min(1)
    .max(1_000)
    .meta({ description: 'How long it takes to move it to another model or host: tests, evaluation, release.', unit: 'days', examples: [90] }),
});

const threshold = z
  .strictObject({
    atLeast: z
      .number()
      .optional()
      .meta({ description: 'Lowest result that passes.', unit: 'of the measure', absent: 'no lowest one', examples: [0.9] }),
    atMost: z
      .number()
      .optional()
      .meta({ description: 'Highest result that passes.', unit: 'of the measure', absent: 'no highest one', examples: [0.02] }),
  })
  .refine(({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined, 'atLeast, atMost or both');

const workload = z.strictObject({
  description: text.optional().meta({ description: 'What it is, in a line.', absent: 'none', examples: ['Assistants over European customer data'] }),
  zone: id.meta({ description: 'Residency zone, by its key in zones: where prompts and answers may be processed and stored.', examples: ['eu'] }),
  regions: z
    .array(region)
    .min(1)
    .optional()
    .meta({
      description: 'Narrower than the zone: the only regions that may process this workload.',
      absent: 'every region of the zone',
      examples: [['eu-north-1']],
    }),
  dataClass: z
    .enum(['public', 'internal', 'customer', 'regulated'])
    .meta({ description: 'Most sensitive data in prompts or answers.', examples: ['customer'] }),
  regimes: z
    .array(z.enum(regimes() as [string, ...string[]]))
    .refine((list) => new Set(list).size === list.length, 'each regime once')
    .meta({
      description: `Legal regimes that its data falls under, \`[]\` for none: ${regimeWords()}. What each demands is in facts/regimes.yaml.`,
      examples: [['hipaa']],
    }),
  terms: terms.meta({ description: 'What it needs of the contracts of its hosts.' }),
  class: z.enum(['sustained', 'variable', 'grounded', 'development']).meta({
    description: 'Kind of load, for finance (the tag `workload-class`). `grounded`: answers are held against documents.',
    examples: ['sustained'],
  }),
  load: load.meta({ description: 'How much it sends.' }),
  slo: slo.meta({ description: 'What it expects.' }),
  route: z
    .array(id)
    .min(1)
    .max(8)
    .meta({ description: 'Hosts in order: the first is primary, the rest take overflow.', examples: [['eu-fleet', 'us-bedrock']] }),
  guard: id.optional().meta({
    description: 'Self-hosted host of a Llama Guard release, which screens prompts and answers beside the route.',
    absent: 'none',
    examples: ['guard'],
  }),
  search: id.optional().meta({
    description:
      'Class grounded: host whose search index is asked for passages, as the workload, before any host of the route is called. The host itself need not be on the route.',
    absent: 'the index of the first host of the route that has one',
    examples: ['grounding'],
  }),
  part: z
    .int()
    .min(1)
    .max(4)
    .optional()
    .meta({
      description: 'Which of the stacks that many workloads share it is in.',
      unit: 'part number',
      absent: 'the only one, or the one that the digest of the id names',
      examples: [2],
    }),
  evaluation: z
    .record(slug.meta({ examples: ['exact-match'] }), threshold)
    .optional()
    .meta({
      description: 'What a model has to reach on the tests of this workload, by measure, before it takes over or serves as a fine-tune.',
      absent: 'nothing is known to be good enough: a finding of `lifecycle/evaluated` once a fine-tune or a cutover asks',
      examples: [{ 'exact-match': { atLeast: 0.9 } }],
    }),
  // Owner, cost centre and budget are finance's, and their absence is a finding with a rule, not a syntax error.
  owner: slug.optional().meta({ description: 'Team that answers for it: the tag `owner`.', absent: 'a finding of `tags/required`', examples: ['ai-platform'] }),
  costCentre: slug.optional().meta({ description: 'Who pays: the tag `cost-center`.', absent: 'a finding of `tags/required`', examples: ['cc-4711'] }),
  budget: budget.optional().meta({ description: 'Budget with alerts to finance.notify.', absent: 'no budget is made' }),
});

/** A use case: who may see its data, how much it sends, and which hosts serve it in which order. */
export const workloads = entities(workload, 'eu-production');
export type Workload = z.infer<typeof workload>;
