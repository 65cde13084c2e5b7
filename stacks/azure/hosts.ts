import type { HostOf, KeyOn } from '../../hosts/schemas.js';
import { hostsOn } from '../../hosts/select.js';
import type { Topology } from '../../topology/schema/topology.js';

/** Hosts of one subscription, in the order of their ids. */
export function azureHosts(topology: Topology, account: string): [string, HostOf<KeyOn<'azure'>>][] {
  return hostsOn(topology, 'azure').filter(([, host]) => host.account === account);
}
