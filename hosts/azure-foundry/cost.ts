import { type HostCost, hoursPerYear } from '../shared/host-cost.js';
import { noPrice } from '../shared/service-price.js';
import { tokenCost } from '../shared/token-cost.js';
import type { AzureFoundryHost } from './schema.js';

const byToken = tokenCost<AzureFoundryHost>('azure', 'azure');

/** Tokens, and the private endpoint that they pass. */
export const cost: HostCost<AzureFoundryHost> = {
  ...byToken,
  beside: () => [
    {
      what: 'private endpoint, and data through it',
      quantity: hoursPerYear,
      unit: 'endpoint-hours',
      price: noPrice('no row of Azure Private Link'),
      discountable: false,
    },
  ],
};
