import { z } from 'zod';
import { count, day, name, row, text } from './row.js';

export const lifecycle = {
  policies: row('How long before its end a model is announced to go', {
    hosts: z.array(name).min(1).describe('Kinds of host, as topologies name them'),
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
  indemnity: row('Whether a host indemnifies what Llama answers', {
    hosts: z.array(name).min(1).describe('Kinds of host, as topologies name them'),
    covered: z.boolean(),
    basis: text,
  }),
  warnings: row('How many days before an end rules speak, and how loudly', { days: count, severity: z.enum(['warning', 'error']) }),
  rows: row('A model that a host has retired or deprecated', {
    host: name,
    models: z.array(text).min(1),
    status: z.enum(['deprecated', 'retired']),
    date: day,
  }),
};
