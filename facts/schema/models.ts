import { z } from 'zod';
import { amount, count, name, precision, release, row } from './row.js';

const weights = z.strictObject({ weightGB: amount.describe('10^9 bytes, by arithmetic'), derived: z.boolean() });

export const models = {
  releases: row('One release; its shape is absent where no source gives it', {
    release,
    family: name,
    paramsB: amount.describe('Parameters in 10^9'),
    activeB: amount.describe('Parameters used per token, in 10^9'),
    layers: count.optional(),
    kvHeads: count.optional(),
    headDim: count.optional(),
    multimodal: z.boolean().describe('Accepts images; the EU clause of the licence speaks of these'),
    licence: name.describe('A version of licences.yaml'),
    precisions: z.partialRecord(precision, weights),
  }),
};
