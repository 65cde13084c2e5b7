import { type ServicePriceRow, servicePrice } from '../../facts/prices.js';
import type { Price } from './host-cost.js';

/** A price that nobody has read at a source; `note` says of what, or what would settle it. */
export const noPrice = (note: string): Price => ({ usd: 'unknown', source: 'facts/prices.yaml', asOf: 'never', note });

/** The price of a service beside the model in a region; unknown there, whatever it is elsewhere. */
export function servicePriceIn(cloud: ServicePriceRow['cloud'], service: ServicePriceRow['service'], region: string): Price {
  const row = servicePrice(cloud, service, region);
  if (row === undefined) return noPrice(`no row of ${service} in ${region}`);
  const words = [row.confidence, row.note].filter((word) => word !== undefined).join('; ');
  return { usd: row.usd, source: `facts/prices.yaml, ${row.source}`, asOf: row.asOf, ...(words !== '' && { note: words }) };
}
