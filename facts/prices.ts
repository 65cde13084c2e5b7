/** List prices of tokens. Source: prices.yaml. */
import { type Row, table } from './read.js';

export type TokenPriceRow = Row<'prices', 'tokens'>;
export type NodePriceRow = Row<'prices', 'gpus'>;

/** USD per 10^6 tokens of a release in a region; undefined where no row may be used: flagged rows are wrong, and variants are other offers. */
export function tokenPrice(host: string, release: string, region: string): TokenPriceRow | undefined {
  const rows = tokenPrices().filter((row) => row.host === host && row.release === release && row.flag === undefined && row.variant === undefined);
  // A row of the region itself, else what the source shows without one.
  return rows.find((row) => row.region === region) ?? rows.find((row) => row.region === undefined);
}

/** Rows of token prices; those with a flag are wrong or gone. */
export function tokenPrices(): readonly TokenPriceRow[] {
  return table('prices', 'tokens');
}

/** USD an hour of a machine for a term, of its region or of the scope that it is in; undefined where none is known. */
export function nodePrice(instance: string, region: string, term: string): (NodePriceRow & { readonly usdPerHour: number }) | undefined {
  const rows = table('prices', 'gpus').filter(
    (row): row is NodePriceRow & { usdPerHour: number } => row.instance === instance && row.term === term && row.usdPerHour !== undefined,
  );
  return rows.find((row) => row.region === region) ?? rows.find(({ scope }) => scope !== undefined && region.startsWith(`${scope}-`));
}

/** USD an hour of one GPU on demand in a region, of any machine of a family, such as a3-highgpu. */
export function gpuPrice(family: string, region: string): (NodePriceRow & { readonly usdPerHour: number }) | undefined {
  return table('prices', 'gpus').find(
    (row): row is NodePriceRow & { usdPerHour: number } =>
      row.instance.startsWith(family) && row.region === region && row.term === 'on-demand' && row.usdPerHour !== undefined,
  );
}

export type ServicePriceRow = Row<'prices', 'services'>;

/** USD for a unit of what a deployment uses beside its model, in a region or scope; undefined where none is known there. */
export function servicePrice(cloud: ServicePriceRow['cloud'], service: ServicePriceRow['service'], region: string): ServicePriceRow | undefined {
  return table('prices', 'services').find((row) => row.cloud === cloud && row.service === service && (row.region === region || row.scope === region));
}

/** Custom Model Units that a copy of a release took; undefined where no source says it. */
export function customModelUnits(release: string): Row<'prices', 'customModelUnits'> | undefined {
  return table('prices', 'customModelUnits').find((row) => row.release === release);
}

/** USD of a model unit for an hour without a commitment; undefined where no source has one in the region. */
export function provisionedPrice(
  host: string,
  release: string,
  region: string,
): (Row<'prices', 'commitments'> & { readonly usdPerModelUnitHour: number }) | undefined {
  return table('prices', 'commitments').find(
    (row): row is Row<'prices', 'commitments'> & { usdPerModelUnitHour: number } =>
      row.kind === 'provisioned-throughput' &&
      row.host === host &&
      row.release === release &&
      row.region === region &&
      row.term === 'none' &&
      row.usdPerModelUnitHour !== undefined,
  );
}

export type PortfolioRow = Row<'prices', 'portfolio'>;

/** Prices of models whose weights are closed, on clouds of hosts. */
export function portfolioPrices(): readonly PortfolioRow[] {
  return table('prices', 'portfolio');
}

/** What other sources say of the price of a release on a service. */
export function crossChecks(host: string, release: string): readonly Row<'prices', 'crossChecks'>[] {
  return table('prices', 'crossChecks').filter((row) => row.host === host && row.release === release);
}
