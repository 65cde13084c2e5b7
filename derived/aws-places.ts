import { guardrailHosts } from '../hosts/select.js';
import { traitsOf } from '../hosts/traits.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';

/** An account, by its alias, and a region of it. */
export interface AwsPlace {
  readonly account: string;
  readonly region: string;
}

/** Regions of every host on Bedrock, and where it processes: data may be kept wherever it is processed. */
export function bedrockPlaces(topology: Topology): AwsPlace[] {
  return places(
    guardrailHosts(topology).flatMap(([, host]) => {
      const processing = traitsOf(host).processing(topology, host);
      const elsewhere = processing.scope === 'regions' ? processing.regions : [];
      return [host.region, ...elsewhere].map((region) => ({ account: host.account, region }));
    }),
  );
}

function places(all: readonly AwsPlace[]): AwsPlace[] {
  const unique = new Map(all.map(({ account, region }) => [`${account} ${region}`, { account, region }]));
  return sortedEntries(Object.fromEntries(unique)).map(([, place]) => place);
}
