import { z } from 'zod';
import { contractors } from '../../clouds/cloud.js';
import { releases } from '../../facts/models.js';
import { country, day, email, entities, fraction, httpsUrl, repository, slug, text } from './primitives.js';

export const organisation = z.strictObject({
  legalName: text,
  /** Principal place of business: the Llama 3.2+ multimodal exclusion follows it, not the data centre. */
  country,
});

/** What the provider says about customer data, where, and when it was last read. */
const dataTerms = z.strictObject({
  training: z.boolean(),
  retentionDays: z.int().min(0).max(3_650),
  sharedWithModelProvider: z.boolean(),
  termsUrl: httpsUrl,
  reviewedOn: day,
});

const contract = z.strictObject({
  provider: z.enum(contractors),
  agreement: text,
  term: z.strictObject({ start: day, end: day }),
  data: dataTerms.optional(),
  discount: z.strictObject({ fraction, scope: z.array(z.enum(['bedrock', 'ec2', 'vertex', 'azure', 'databricks'])).min(1), evidence: text }).optional(),
  deprecationNoticeDays: z.int().min(0).max(1_000).optional(),
  parallelAvailabilityDays: z.int().min(0).max(1_000).optional(),
  priceProtectedUntil: day.optional(),
  indemnification: z.strictObject({ covered: z.boolean(), evidence: text }).optional(),
  slaAvailability: fraction.optional(),
  addenda: z.array(z.enum(['dpa', 'baa'])).default([]),
});

/** A dated record of what no API can set or no offline check can see. */
const approval = z.strictObject({
  kind: z.enum([
    'no-training-term',
    'bedrock-retention',
    'abuse-monitoring',
    'private-network',
    'quota',
    'cost-tag-activation',
    'acceptable-use',
    'guardrail-region',
    'key-configuration',
    'checkpoint',
    'extension',
    'open-zone',
  ]),
  /** Topology path the approval speaks of, such as `accounts.aws.prod` or `hosts.assist-dev`. */
  subject: z.string().regex(/^[a-z]+(\.[A-Za-z0-9-]+)+$/, 'a topology path, such as hosts.eu-fleet'),
  /** Items of the Llama acceptable use policy that an approval of kind acceptable-use speaks of, such as 1.a.vi. */
  items: z
    .array(z.string().regex(/^(\d(\.[a-z](\.[ivx]+)?)?|EU)$/, 'an item of facts/acceptable-use.yaml, in quotes, such as "1.a.vi"'))
    .min(1)
    .optional(),
  /** What a repository of your own holds, that an approval of kind checkpoint speaks of: facts cannot know a fine-tune or a mirror. */
  checkpoint: z.strictObject({ repository, release: z.enum(releases() as [string, ...string[]]), precision: z.enum(['bf16', 'fp8']) }).optional(),
  /** Granted amount, in the quota's own unit: vCPUs, tokens per minute, accelerators. */
  limit: z.number().positive().max(1e15).optional(),
  reference: text,
  grantedBy: text,
  grantedOn: day,
  expires: day,
});

const licenceAcceptance = z.strictObject({ version: text, by: text, on: day, acceptableUseSha256: z.string().regex(/^[0-9a-f]{64}$/, '64 hex digits') });

/** The organisation's facts that the Llama Community License asks about. */
export const licence = z.strictObject({
  monthlyActiveUsers: z.number().min(0).max(1e10),
  distribution: z.enum(['internal', 'service', 'product', 'weights']),
  displayUrl: httpsUrl.optional(),
  documentationUrl: httpsUrl.optional(),
  derivedModelNames: z.array(text).default([]),
  trainsOnOutputs: z.boolean().default(false),
  separateLicenceId: text.optional(),
  accepted: entities(licenceAcceptance).default({}),
});

export const finance = z.strictObject({
  application: slug,
  /** Who pays for what several workloads share, until the gateway's spend logs split it. */
  sharedCostCentre: slug.optional(),
  sharedOwner: slug.optional(),
  /** Receives budget alerts. */
  notify: z.array(email).min(1).max(10),
  /** Reason to self-host although hosted tokens are cheaper, such as residency. */
  selfHostReason: text.optional(),
});

export const contracts = entities(contract);
export const approvals = entities(approval);

export type Contract = z.infer<typeof contract>;
export type Approval = z.infer<typeof approval>;
export type Finance = z.infer<typeof finance>;
