import { z } from 'zod';
import { fraction, name, row } from './row.js';

export const demand = {
  curves: row('A curve of load', {
    curve: name,
    peakToMean: z.number().min(1).max(100).describe('Busiest minute over the mean of the year'),
    hours: z.array(z.number().min(0).max(10)).length(24).optional().describe('Relative load at each full hour of a weekday; absent: flat'),
    weekend: fraction.optional().describe('Of a weekday'),
  }),
  planning: row('An assumption that is planned with', { key: z.enum(['peakMargin', 'materialSaving']), value: fraction }),
};
