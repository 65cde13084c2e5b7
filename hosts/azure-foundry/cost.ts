import { type HostCost, hoursPerYear, monthsPerYear } from '../shared/host-cost.js';
import { noPrice } from '../shared/service-price.js';
import { tokenCost } from '../shared/token-cost.js';
import { capacityOf } from './capacity.js';
import type { AzureFoundryHost } from './schema.js';

const byToken = tokenCost<AzureFoundryHost>('azure', 'azure');

const isByTheHour = (host: AzureFoundryHost) => capacityOf(host).unit === 'provisioned units';

/** Tokens, or the units that are there for them; and what stands beside the account. */
export const cost: HostCost<AzureFoundryHost> = {
  ...byToken,
  fixed: (_, host) =>
    isByTheHour(host)
      ? [
          {
            what: 'provisioned throughput units',
            quantity: host.capacity * hoursPerYear,
            unit: 'unit-hours',
            price: noPrice('no row of provisioned throughput on Foundry'),
            discountable: true,
          },
        ]
      : [],
  tokens: (topology, host) => (isByTheHour(host) ? 'by capacity' : byToken.tokens(topology, host)),
  beside: () => [
    {
      what: 'private endpoints of account and vault, and data through them',
      quantity: 2 * hoursPerYear,
      unit: 'endpoint-hours',
      price: noPrice('no row of Azure Private Link'),
      discountable: false,
    },
    {
      what: 'audit log: entries and metrics that it takes in, kept for a year',
      quantity: monthsPerYear,
      unit: 'months',
      price: noPrice('no row of Azure Monitor Logs, which is paid by the gigabyte'),
      discountable: false,
    },
    { what: 'alerts on metrics', quantity: 4 * monthsPerYear, unit: 'alert-months', price: noPrice('no row of Azure Monitor alerts'), discountable: false },
    { what: 'operations of the key', quantity: monthsPerYear, unit: 'months', price: noPrice('no row of Azure Key Vault'), discountable: false },
  ],
};
