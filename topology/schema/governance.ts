import { z } from 'zod';
import { billExports } from './bill-exports.js';
import { country, email, entities, fraction, id, slug, text, usd } from './primitives.js';

export const organisation = z.strictObject({
  legalName: text.meta({ description: 'Legal name of the licensee.', examples: ['Acme Manufacturing SE'] }),
  country: country.meta({
    description: 'Principal place of business. The exclusion of EU licensees from multimodal Llama follows it, not the data centre.',
    examples: ['DE'],
  }),
});

/** People, on call, tools: what no provider bills. */
const operation = z.strictObject({
  usdPerYear: usd.meta({ description: 'What it costs a year, fully loaded.', unit: 'USD per year', examples: [400_000] }),
  evidence: text.meta({ description: 'Where the number is from.', examples: ['HR rate card 2026, two engineers'] }),
  hosts: z
    .array(id)
    .min(1)
    .optional()
    .meta({
      description: 'Hosts that it is for, which share it evenly.',
      absent: 'every self-hosted fleet, evenly; without one, the shared cost centre',
      examples: [['eu-fleet']],
    }),
});

const perMillion = z.number().min(0).max(1_000);

/** What the same tokens would cost without a host of your own. */
const baseline = z.strictObject({
  inputUsdPerMillion: perMillion.meta({ description: 'Price of prompts.', unit: 'USD per 10^6 tokens', examples: [2.65] }),
  outputUsdPerMillion: perMillion.meta({ description: 'Price of answers.', unit: 'USD per 10^6 tokens', examples: [3.5] }),
  guardrailUsdPerMillion: perMillion
    .default(0)
    .meta({ description: 'What a guardrail adds where hosted-only would have one too.', unit: 'USD per 10^6 tokens', examples: [1] }),
  evidence: text.meta({ description: 'Offer or invoice that says so.', examples: ['Bedrock, Llama 3 70B, us-east-1, November 2024'] }),
});

const sharedBudget = z.strictObject({
  usdPerMonth: usd.min(1).meta({
    description:
      'Budget of a calendar month for everything in the account that is tagged `workload=shared`: networks, keys, weights, and hosts that serve several workloads or none.',
    unit: 'USD per month',
    examples: [4_000],
  }),
});

const sharedBudgets = z.strictObject({
  aws: entities(sharedBudget, 'prod').default({}).meta({ description: 'By alias of an AWS account.' }),
  google: entities(sharedBudget, 'search').default({}).meta({ description: 'By alias of a Google project.' }),
  azure: entities(sharedBudget, 'dev').default({}).meta({ description: 'By alias of an Azure subscription.' }),
  databricks: entities(sharedBudget, 'lakehouse').default({}).meta({ description: 'By alias of a Databricks workspace.' }),
});

/** Clouds whose budgets are made here. */
export const budgetClouds = Object.keys(sharedBudgets.shape) as readonly (keyof typeof sharedBudgets.shape)[];

/** A log of spend lines, as the gateway of a zone writes it. */
const spendLog = z.strictObject({
  logGroup: z
    .string()
    .regex(/^[A-Za-z0-9_./#-]{1,512}$/, 'the name of a log group: letters, digits and _ . / # -, at most 512')
    .meta({ description: 'Name of the log group that the gateway of the zone writes its spend lines to.', examples: ['/llama/gateway/eu'] }),
});

/** The job that says what each workload causes. */
const allocation = z.strictObject({
  account: id.meta({
    description:
      'AWS account that the job runs in, by alias: that of the gateways, whose logs it reads. In the management account its bill covers all accounts, else its own.',
    examples: ['prod'],
  }),
  spendLogs: entities(spendLog, 'eu').default({}).meta({
    description: 'Where gateways write their spend lines, by zone of the gateway. Tokens of a zone without one divide nothing.',
  }),
  toleranceUsd: usd
    .default(1)
    .meta({ description: 'How far the lines of a month may be off its invoice; the larger of this and the fraction decides.', examples: [5] }),
  toleranceFraction: fraction.default(0.001).meta({ description: 'The same as a part of the invoice.', examples: [0.002] }),
});

export const finance = z.strictObject({
  application: slug.meta({ description: 'Value of the tag `application` on everything.', examples: ['llama-platform'] }),
  sharedCostCentre: slug.optional().meta({
    description: 'Who pays for what several workloads share, until the spend logs of the gateway split it. Value of the tag `cost-center` there.',
    absent: 'a finding of `tags/required` where something is shared',
    examples: ['cc-4700'],
  }),
  sharedOwner: slug.optional().meta({
    description: 'Who answers for what several workloads share. Value of the tag `owner` there.',
    absent: 'a finding of `tags/required` where something is shared',
    examples: ['ai-platform'],
  }),
  sharedBudgets: sharedBudgets.prefault({}).meta({
    description:
      'Budgets of what several workloads share, by cloud and account. What belongs to one workload counts towards its own budget; no budget of a workload sees a fleet that serves two. Every account in which something shared costs money needs one.',
    examples: [{ aws: { prod: { usdPerMonth: 4_000 } } }],
  }),
  notify: z.array(email).min(1).max(10).meta({ description: 'Receives alarms and budget alerts by e-mail. AWS addresses have to confirm each topic once.' }),
  selfHostReason: text.optional().meta({
    description: 'Reason to self-host although hosted tokens are cheaper.',
    absent: 'none',
    examples: ['residency of customer data in the EU'],
  }),
  idle: z
    .enum(['used', 'peak', 'shared'])
    .default('used')
    .meta({
      description:
        'Who pays for what a shared fleet is idle: `used`: everyone by the capacity used in a year; `peak`: by the capacity used at its own busiest minute; `shared`: the shared cost centre.',
      examples: ['peak'],
    }),
  anomalyUsd: usd.default(100).meta({
    description: 'How much an unusual course of cost has to come to before people are told of it, on AWS.',
    examples: [250],
  }),
  allocation: allocation.optional().meta({
    description:
      'A daily job on AWS that says what each workload causes: its own resources and its share of shared hosts by weighted tokens, with an alarm at its budget and a monthly statement for each cost centre.',
    absent: 'no job; budgets count tags alone',
  }),
  exports: billExports.prefault({}).meta({
    description:
      'Bills in FOCUS form that are exported for chargeback, by cloud and account. AWS exports with `allocation`; on Google it is a setting of the console.',
    examples: [
      {
        stores: {
          finops: {
            storageAccount: '/subscriptions/7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90/resourceGroups/finops/providers/Microsoft.Storage/storageAccounts/acmebills',
            container: 'bills',
          },
        },
        azure: { dev: { store: 'finops', folder: 'focus', from: '2026-12-01' } },
      },
    ],
  }),
  operations: entities(operation, 'platform-team').default({}).meta({ description: 'People, on call and tools that hosts of your own need, by id.' }),
  baseline: baseline.optional().meta({
    description: 'Price of the hosted-only deployment that a plan is compared with.',
    absent: 'the list price on Amazon Bedrock of the release that each workload is served first',
  }),
  savingTarget: fraction.optional().meta({
    description: 'Saving against a baseline with the same discount that a plan is held to.',
    absent: 'none is held to',
    examples: [0.2],
  }),
});

export type Finance = z.infer<typeof finance>;
