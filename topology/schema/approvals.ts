import { z } from 'zod';
import { releases } from '../../facts/models.js';
import { day, entities, repository, sha256, text } from './primitives.js';

const checkpoint = z.strictObject({
  repository: repository.meta({ description: 'Repository of the weights.', examples: ['acme/llama-3.3-70b-support'] }),
  release: z.enum(releases() as [string, ...string[]]).meta({ description: 'Release that it was made from.', examples: ['llama-3.3-70b-instruct'] }),
  precision: z.enum(['bf16', 'fp8']).meta({ description: 'Precision that its files are stored in.', examples: ['bf16'] }),
});

/** A dated record of what no API can set or no offline check can see. */
const approval = z.strictObject({
  kind: z
    .enum([
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
      'existing-resource',
      'extension',
      'open-zone',
      'transfer',
      'audit-trail',
      'cross-geo',
      'gateway-routing',
      'gateway-fields',
      'gateway-caps',
      'gateway-logs',
      'gateway-guards',
      'gateway-identity',
      'training-data',
      'static-key',
    ])
    .meta({ description: 'What is approved. The rule that asks for an approval names its kind.', examples: ['quota'] }),
  subject: z
    .string()
    .regex(/^[a-z]+(\.[A-Za-z0-9-]+)+$/, 'a topology path, such as hosts.eu-fleet')
    .meta({ description: 'Path of the entry that the approval speaks of.', examples: ['hosts.eu-fleet'] }),
  items: z
    .array(z.string().regex(/^(\d(\.[a-z](\.[ivx]+)?)?|EU)$/, 'an item of facts/acceptable-use.yaml, in quotes, such as "1.a.vi"'))
    .min(1)
    .optional()
    .meta({
      description: 'Kind acceptable-use: the items of the Llama acceptable use policy that it covers, as facts/acceptable-use.yaml numbers them.',
      absent: 'it covers no item',
      examples: [['1.a.iv', '1.c']],
    }),
  checkpoint: checkpoint.optional().meta({
    description: 'Kind checkpoint: what a repository of your own holds, since facts cannot know a fine-tune or a mirror.',
    absent: 'it speaks of no repository',
  }),
  dataSha256: sha256.optional().meta({
    description: 'Kind training-data: digest of the data that it covers, as models.<id>.fineTune.data.sha256. Other data needs another approval.',
    absent: 'it covers no data',
  }),
  limit: z
    .number()
    .positive()
    .max(1e15)
    .optional()
    .meta({
      description: 'Kind quota: the amount that was granted.',
      unit: "the quota's own: vCPUs, tokens per minute, accelerators, text units per second",
      absent: 'nothing is granted',
      examples: [2304],
    }),
  reference: text.meta({ description: 'Ticket, minutes or document that proves it.', examples: ['vCPUs of P instances in eu-north-1, request 2026-0117'] }),
  grantedBy: text.meta({ description: 'Who granted it.', examples: ['cloud-platform@acme.example'] }),
  grantedOn: day.meta({ description: 'First day on which it holds.', examples: ['2026-10-15'] }),
  expires: day.meta({ description: 'Last day on which it holds.', examples: ['2027-10-14'] }),
});

/** By id. */
export const approvals = entities(approval, 'fleet-quota');
export type Approval = z.infer<typeof approval>;
