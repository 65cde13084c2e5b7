import { azureSku } from '../../facts/azure.js';
import type { AzureFoundryHost } from './schema.js';

/** What the field `capacity` of a host deploys. */
export interface FoundryCapacity {
  /** `unknown`: of a sku that facts do not know. */
  readonly unit: 'tokens a minute' | 'provisioned units' | 'tokens waiting' | 'unknown';
  readonly amount: number;
}

/** The sku decides what a unit of capacity is: a thousand tokens, a minute or in the queue; or a unit that is paid for by the hour. */
export function capacityOf({ sku, capacity }: Pick<AzureFoundryHost, 'sku' | 'capacity'>): FoundryCapacity {
  switch (azureSku(sku)?.capacity) {
    case 'thousand-tokens-per-minute':
      return { unit: 'tokens a minute', amount: capacity * 1_000 };
    case 'provisioned-throughput-units':
      return { unit: 'provisioned units', amount: capacity };
    case 'thousand-enqueued-tokens':
      return { unit: 'tokens waiting', amount: capacity * 1_000 };
    case undefined:
      return { unit: 'unknown', amount: capacity };
  }
}
