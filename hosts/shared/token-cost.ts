import { crossChecks, type TokenPriceRow, tokenPrice } from '../../facts/prices.js';
import { entity } from '../../topology/views.js';
import type { DiscountScope, HostCost, Price, TokenPrices } from './host-cost.js';
import { noPrice } from './service-price.js';

interface PerToken {
  readonly model: string;
  readonly region?: string;
}

/** A kind that is paid by the token alone, under its name in facts/prices.yaml. */
export function tokenCost<H extends PerToken>(service: DiscountScope | 'none', name: string): HostCost<H> {
  return {
    service,
    listed: name,
    fixed: () => [],
    beside: () => [],
    usage: () => [],
    tokens: (topology, { model, region }) => tokensOf(name, entity(topology.models, model).release, region),
  };
}

export function tokensOf(name: string, release: string, region = ''): TokenPrices {
  const row = tokenPrice(name, release, region);
  return { input: priceOf(row, row?.input), output: priceOf(row, row?.output), batchFactor: row?.batchFactor === undefined ? 'unknown' : row.batchFactor };
}

function priceOf(row: TokenPriceRow | undefined, usd: number | undefined): Price {
  if (row === undefined || usd === undefined) return noPrice('no row for this release that may be used');
  const { note, confidence } = row;
  const { source, asOf } = newestOf(row);
  const words = [confidence, note].filter((word) => word !== undefined).join('; ');
  return { usd, source: `facts/prices.yaml, ${source}`, asOf, ...(words !== '' && { note: words }) };
}

/** The latest source that has the same price: a copy that was read again says more than the first. */
function newestOf(row: TokenPriceRow): { readonly source: string; readonly asOf: string } {
  const same = crossChecks(row.host, row.release ?? '').filter(({ input, output }) => input === row.input && output === row.output);
  const [newest = row] = same.filter(({ asOf }) => asOf > row.asOf).sort((a, b) => (a.asOf < b.asOf ? 1 : -1));
  return newest;
}
