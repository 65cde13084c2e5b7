import { z } from 'zod';
import { dayOrMonth, jurisdiction, name, release, row, text } from './row.js';

export const others = {
  offers: row('One release on one host', {
    host: z.enum(['databricks', 'watsonx', 'workers-ai']),
    release,
    modelId: name,
    entityVersion: name.optional(),
    mode: z.enum(['provisioned', 'pay-per-token']),
    geography: text.describe('Where it is processed, in words'),
    countries: z.array(jurisdiction).min(1).optional().describe('Only where codes can say it'),
    status: z.enum(['offered', 'preview', 'retired', 'unknown']).describe('unknown: no source says whether it is still offered'),
    date: dayOrMonth.optional().describe('Retired since'),
  }),
};
