import { hostsOn } from '../hosts/select.js';
import type { Topology } from '../topology/schema/topology.js';

/** A service that exists, to which the fleets of a network have one private endpoint. */
export interface ExistingService {
  /** Its own name, in lower case. */
  readonly name: string;
  readonly targetId: string;
  readonly subresource: 'registry' | 'vault';
}

/** Registries and vaults of certificates of the fleets in a network, each once, sorted. A second endpoint to one of them would take its name from the first. */
export function existingServices(topology: Topology, network: string): ExistingService[] {
  const fleets = hostsOn(topology, 'azure').flatMap(([, host]) => ('registry' in host && host.network === network ? [host] : []));
  const found = fleets.flatMap(({ registry, endpoint }): [string, ExistingService][] => [
    [registry.toLowerCase(), serviceOf(registry, 'registry')],
    [endpoint.vault.toLowerCase(), serviceOf(endpoint.vault, 'vault')],
  ]);
  return [...new Map(found)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, service]) => service);
}

function serviceOf(targetId: string, subresource: ExistingService['subresource']): ExistingService {
  return { name: targetId.slice(targetId.lastIndexOf('/') + 1).toLowerCase(), targetId, subresource };
}
