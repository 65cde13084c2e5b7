import type { AwsFleetHost } from '../hosts/self-hosted-aws/schema.js';
import type { Topology } from '../topology/schema/topology.js';
import { callingNetworks, entity } from '../topology/views.js';

/** The zone that holds the record of a load balancer's name: made for it, or by its id at the provider; undefined where others make the record. */
export function recordZone(
  { existing }: Topology,
  { endpoint: { zone } }: { readonly endpoint: { readonly zone?: string | undefined } },
): 'made' | { readonly id: string } | undefined {
  if (zone === undefined || zone === 'made') return zone;
  return { id: entity(existing.dnsZones, zone).id };
}

/**
 * Networks that see the zone made for a fleet's name: its own, and those of gateways that call it in its account, as far as a stack knows
 * their VPCs: what was made in another region it cannot read. Sorted; none where no zone is made.
 */
export function zoneNetworks(topology: Topology, id: string, { account, region, network, endpoint }: AwsFleetHost): string[] {
  if (endpoint.zone !== 'made') return [];
  const callers = callingNetworks(topology, [id], network).filter(
    ({ network: from, entity }) =>
      entity.cloud === 'aws' && entity.account === account && (entity.region === region || topology.existing.networks[from] !== undefined),
  );
  return [...new Set([network, ...callers.map((from) => from.network)])].sort();
}
