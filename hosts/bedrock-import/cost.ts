import { type HostCost, hoursPerYear } from '../shared/host-cost.js';
import type { BedrockImportHost } from './schema.js';

/** Model copies are billed by Custom Model Units and minute, as many as Bedrock keeps running. */
export const cost: HostCost<BedrockImportHost> = {
  service: 'bedrock',
  listed: 'none',
  fixed: () => [
    {
      what: 'Custom Model Units of one model copy, and their storage',
      quantity: hoursPerYear,
      unit: 'copy-hours',
      price: { usd: 'unknown', source: 'facts/prices.yaml', asOf: 'never', note: 'no row; Bedrock says how many units a copy needs only after the import' },
      discountable: true,
    },
  ],
  tokens: () => 'by capacity',
};
