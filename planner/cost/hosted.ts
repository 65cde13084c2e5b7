import { bedrockOffers } from '../../facts/bedrock.js';
import { tokenPrices } from '../../facts/prices.js';
import { countryOf, expandJurisdictions } from '../../facts/regions.js';
import { hostCosts } from '../../hosts/costs.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Workload } from '../../topology/schema/workloads.js';

/** A per-token offer of a release, and what 10^6 tokens of a workload's mix cost there. */
export interface HostedOffer {
  readonly host: string;
  readonly release: string;
  readonly usdPerMillion: number;
  readonly source: string;
  readonly asOf: string;
}

export type Lengths = Pick<Workload['load'], 'inputTokens' | 'outputTokens'>;

/** The price of 10^6 tokens of a mix: inputs and outputs by their share. */
export function blended({ inputTokens, outputTokens }: Lengths, price: { readonly input: number; readonly output: number }): number {
  return (inputTokens * price.input + outputTokens * price.output) / (inputTokens + outputTokens);
}

/** Services that a topology may name as a host; others are prices of people who cannot be one. */
const services: ReadonlySet<string> = new Set(Object.values(hostCosts).map(({ listed }) => listed));

/** Every offer of a release by price, the cheapest first. Rows with a flag are wrong or gone; variants are other products. */
export function hostedOffers(release: string, lengths: Lengths): HostedOffer[] {
  return tokenPrices()
    .filter((row) => row.release === release && row.flag === undefined && row.variant === undefined && services.has(row.host))
    .map((row) => ({ host: row.host, release, usdPerMillion: blended(lengths, row), source: row.source, asOf: row.asOf }))
    .sort((a, b) => a.usdPerMillion - b.usdPerMillion || (a.host < b.host ? -1 : 1));
}

/**
 * The cheapest offer whose prompts are known to stay in the zone of a workload; `none` where there is none. Only Bedrock's processing regions are
 * facts, so others count in zones without borders alone.
 */
export function cheapestInZone(topology: Topology, workload: Workload, release: string): HostedOffer | 'none' {
  const countries = expandJurisdictions(topology.zones[workload.zone] ?? []);
  const offers = hostedOffers(release, workload.load);
  if (countries === 'ANY') return offers[0] ?? 'none';
  const inside = (region: string) => countries.has(countryOf('aws', region) ?? 'nowhere');
  const stays = bedrockOffers(release).some(({ destinations, status }) => status === 'active' && destinations.every(inside));
  return offers.find(({ host }) => host === 'bedrock' && stays) ?? 'none';
}
