import { cloudOf, type Host } from '../hosts/schemas.js';
import { traitsOf } from '../hosts/traits.js';
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
 * Networks that see the zone made for the name of a host: its own, and on AWS those of gateways that call it in its account, as far as a stack
 * knows their VPCs: what was made in another region it cannot read. Sorted; none where no zone is made.
 */
export function zoneNetworks(topology: Topology, id: string, host: Host): string[] {
  const front = traitsOf(host).network.front(host);
  if (front === 'none' || front.record !== 'zone made here' || !('network' in host)) return [];
  const { account, region, network } = host;
  const callers =
    cloudOf(host) !== 'aws'
      ? []
      : callingNetworks(topology, [id], network).filter(
          ({ network: from, entity }) =>
            entity.cloud === 'aws' && entity.account === account && (entity.region === region || topology.existing.networks[from] !== undefined),
        );
  return [...new Set([network, ...callers.map((from) => from.network)])].sort();
}
