import { z } from 'zod';
import { country, email, entities, slug, text, usd } from './primitives.js';

export const organisation = z.strictObject({
  legalName: text.meta({ description: 'Legal name of the licensee.', examples: ['Acme Manufacturing SE'] }),
  country: country.meta({
    description: 'Principal place of business. The exclusion of EU licensees from multimodal Llama follows it, not the data centre.',
    examples: ['DE'],
  }),
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
});

export type Finance = z.infer<typeof finance>;
