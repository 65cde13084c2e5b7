import { z } from 'zod';
import { count, day, name, row, text } from './row.js';

export const lifecycle = {
  policies: row('How long before its end a model is announced to go', {
    host: z.enum(['azure', 'bedrock', 'databricks', 'vertex-maas', 'watsonx']),
    appliesTo: text,
    noticeDays: count,
    noticeDaysMax: count.optional(),
    minimumLifeDays: count.optional(),
    parallelDays: count.optional(),
    parallelAt: text.optional(),
    legacyDays: count.optional(),
    restriction: text.optional(),
    indemnifiesLlama: z.boolean().optional(),
  }),
  indemnity: row('Whether a host indemnifies what Llama answers', { host: name, covered: z.boolean(), basis: text }),
  rows: row('A model that a host has retired or deprecated', {
    host: name,
    models: z.array(text).min(1),
    status: z.enum(['deprecated', 'retired']),
    date: day,
  }),
};
