import { z } from 'zod';
import { amount, bedrockMode, day, dayOrMonth, name, partition, precision, region, release, row, sourceKey, text } from './row.js';

export const bedrock = {
  offers: row('One release, callable from one region in one mode', {
    release,
    modelId: name,
    region: region.describe('The region the call is made in'),
    mode: bedrockMode.describe('in-region: processed where called. geographic: through a profile, processed in any destination'),
    profileId: name.optional(),
    geography: name.optional(),
    destinations: z.array(region).min(1).describe('AWS regions that may process a request'),
    status: z.enum(['active', 'eol']),
    eolNoSoonerThan: day.optional().describe('The host promised not to retire it before this date'),
    eolSource: sourceKey.optional(),
    confirmedBy: sourceKey.optional(),
    confirmedAsOf: dayOrMonth.optional(),
  }),
  retired: row('A release that Bedrock no longer serves', {
    release,
    modelId: name,
    status: z.enum(['eol']),
    date: day.describe('Not served since'),
    corroboratedBy: sourceKey.optional(),
  }),
  conflicts: row('What another source says of a release', {
    release,
    modelId: name,
    status: z.enum(['active', 'legacy']),
    date: day.optional(),
    eolNoSoonerThan: day.optional(),
  }),
  importRegions: row('A region with Custom Model Import', {
    region,
    architectures: z.array(name).min(1),
    precisions: z.array(precision).min(1).describe('Of those that models.yaml knows'),
    maxTextModelGB: amount.describe('In 10^9 bytes'),
    maxMultimodalModelGB: amount.describe('In 10^9 bytes'),
  }),
  importFamilies: row('A family of releases whose architecture Custom Model Import takes', { family: name }),
  noInferenceProfileType: row('A region known to lack AWS::Bedrock::ApplicationInferenceProfile', { region }),
  quotas: row('A service quota on tokens per minute of one account in one region', {
    release,
    mode: bedrockMode,
    partition,
    quotaCode: name,
    name: text,
  }),
  burndown: row('Quota tokens that one output token uses up', { family: name, perOutputToken: amount }),
};
