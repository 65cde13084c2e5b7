import type { Adapters } from '../../topology/schema/fleet.js';
import type { FixedLine } from './host-cost.js';
import { noPrice } from './service-price.js';

/** What adapters cost a fleet beside the memory that the plan counts: unknown, so it is named. */
export function adapterLines({ adapters }: Adapters): FixedLine[] {
  const ids = Object.keys(adapters).sort();
  if (ids.length === 0) return [];
  return [
    {
      what: `throughput lost to adapters (${ids.join(', ')})`,
      quantity: 1,
      unit: 'year',
      price: noPrice('no source has measured vLLM with adapters on these GPUs: measure it with the load of the workload'),
      discountable: false,
    },
  ];
}
