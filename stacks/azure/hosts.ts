import type { AzureFoundryHost } from '../../hosts/azure-foundry/schema.js';
import { hostsOf } from '../../hosts/select.js';
import type { Topology } from '../../topology/schema/topology.js';

/** Foundry hosts of one subscription, in the order of their ids. */
export function azureHosts(topology: Topology, account: string): [string, AzureFoundryHost][] {
  return hostsOf(topology, 'azure-foundry').filter(([, host]) => host.account === account);
}
