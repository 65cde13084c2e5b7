import { type HostCost, hoursPerYear } from '../shared/host-cost.js';
import type { DatabricksHost } from './schema.js';

/** Provisioned throughput: model units by the hour, in DBU whose price depends on cloud, region and tier. */
export const cost: HostCost<DatabricksHost> = {
  service: 'databricks',
  listed: 'none',
  fixed: (_, { modelUnits }) => [
    {
      what: 'model units',
      quantity: modelUnits * hoursPerYear,
      unit: `unit-hours (${modelUnits} × ${hoursPerYear})`,
      price: { usd: 'unknown', source: 'facts/prices.yaml', asOf: 'never', note: 'no row of DBU per model unit' },
      discountable: true,
    },
  ],
  tokens: () => 'by capacity',
};
