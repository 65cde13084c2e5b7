import { z } from 'zod';
import { contractors } from '../../clouds/cloud.js';
import { addenda, addendumWords } from '../../facts/regimes.js';
import { day, entities, fraction, httpsUrl, instanceType, machineType, none, positiveCount, text, usd } from './primitives.js';

const dataTerms = z.strictObject({
  training: z.boolean().meta({ description: 'Whether the provider may train on prompts or outputs. Rules want false.', examples: [false] }),
  retentionDays: z
    .int()
    .min(0)
    .max(3_650)
    .meta({ description: 'How long the provider keeps prompts and outputs.', unit: 'days', examples: [0] }),
  sharedWithModelProvider: z
    .boolean()
    .meta({ description: 'Whether the provider shows prompts or outputs to whoever made the model. Rules want false.', examples: [false] }),
  termsUrl: httpsUrl.meta({ description: 'Where the terms are.', examples: ['https://aws.amazon.com/service-terms/'] }),
  reviewedOn: day.meta({ description: 'Day on which the terms were last read.', examples: ['2026-10-01'] }),
});

const term = z.strictObject({
  start: day.meta({ description: 'First day of the contract.', examples: ['2026-01-01'] }),
  end: day.meta({ description: 'Last day of the contract.', examples: ['2028-12-31'] }),
});

const discount = z.strictObject({
  fraction: fraction.meta({ description: 'Discount on list prices.', examples: [0.12] }),
  scope: z
    .array(z.enum(['bedrock', 'ec2', 'vertex', 'azure', 'databricks']))
    .min(1)
    .meta({ description: 'Services that the discount holds for.', examples: [['ec2', 'bedrock']] }),
  evidence: text.meta({ description: 'Clause or document that says so. Rules refuse `none`.', examples: ['annex B, table 2'] }),
});

/** Machines at a rate for a term: a Savings Plan, a committed-use discount, a private offer. */
const commitment = z.strictObject({
  instanceType: z.union([instanceType, machineType]).meta({ description: 'Instance or machine type.', examples: ['p5.48xlarge'] }),
  count: positiveCount.meta({ description: 'Nodes that it covers.', unit: 'nodes', examples: [12] }),
  usdPerHour: usd.meta({ description: 'Rate of one node, busy or not.', unit: 'USD per hour', examples: [38.2] }),
  start: day.meta({ description: 'First day.', examples: ['2026-01-01'] }),
  end: day.meta({ description: 'Last day.', examples: ['2028-12-31'] }),
  evidence: text.meta({ description: 'Order or clause that says so. Rules refuse `none`.', examples: ['Savings Plan sp-0123, order form of 2025-12-12'] }),
});

const indemnification = z.strictObject({
  covered: z.boolean().meta({ description: 'Whether claims over what the model puts out are covered.', examples: [true] }),
  evidence: text.meta({ description: 'Clause or document that says so. Rules refuse `none` beside covered: true.', examples: ['section 10.2'] }),
});

const contract = z.strictObject({
  provider: z.enum(contractors).meta({ description: 'Who sells.', examples: ['aws'] }),
  agreement: text.meta({ description: 'Reference of the agreement. It becomes the tag `contract-id`.', examples: ['edp-2026-001'] }),
  term: term.meta({ description: 'How long the contract runs.' }),
  data: z.union([none, dataTerms]).meta({
    description:
      'What the provider promises about customer data, and when that was last read. With `none`, a host with customer data needs an approval of kind no-training-term.',
  }),
  discount: z.union([none, discount]).meta({ description: 'Negotiated discount; `none`: list prices.' }),
  commitments: entities(commitment, 'p5-three-years').default({}).meta({
    description: 'Rates bought for a term. Hosts under the contract are priced at them as far as their nodes are covered; no other discount applies to these.',
  }),
  deprecationNoticeDays: z.union([none, z.int().min(0).max(1_000)]).meta({
    description: 'Notice that the contract promises before a model, version or instance type ends; `none`: what the provider promises everyone.',
    unit: 'days',
    examples: [180],
  }),
  parallelAvailabilityDays: z.union([none, z.int().min(0).max(1_000)]).meta({
    description: 'How long an old and a new version are promised side by side; a transition has to fit in. `none`: no promise.',
    unit: 'days',
    examples: [90],
  }),
  priceProtectedUntil: z
    .union([none, day])
    .meta({ description: 'Day until which prices are fixed; `none`: they may change at any time.', examples: ['2027-12-31'] }),
  indemnification: indemnification.meta({
    description: 'Indemnity for what the model puts out, as the contract has it. No published term covers Llama (facts/lifecycle.yaml, indemnity).',
  }),
  slaAvailability: z.union([none, fraction]).meta({ description: 'Availability that the provider promises; `none`: no promise.', examples: [0.999] }),
  addenda: z.array(z.enum(addenda() as [string, ...string[]])).meta({
    description: `Signed addenda, \`[]\` for none: ${addendumWords()}.`,
    examples: [['dpa']],
  }),
});

/** Commercial terms with providers, by id. */
export const contracts = entities(contract, 'aws-main');
export type Contract = z.infer<typeof contract>;
