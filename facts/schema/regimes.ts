import { z } from 'zod';
import { name, row, text } from './row.js';

export const regimes = {
  regimes: row('A legal regime that a workload may fall under', {
    regime: name,
    what: text.describe('What data it is about, as a person who fills in a topology asks'),
    addendum: z.enum(['baa', 'dpa']).describe('What the contract of every host of such a workload must have'),
  }),
};
