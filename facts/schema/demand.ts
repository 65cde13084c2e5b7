import { z } from 'zod';
import { fraction, name, row } from './row.js';

export const demand = {
  curves: row('A curve of load', { curve: name, peakToMean: z.number().min(1).max(100).describe('Busiest minute over the mean of the year') }),
  planning: row('An assumption that is planned with', { key: z.enum(['sloShare']), value: fraction }),
};
