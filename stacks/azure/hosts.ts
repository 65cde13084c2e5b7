import type { AzureFoundryHost } from '../../topology/schema/other-hosts.js';
import type { Topology } from '../../topology/schema/topology.js';
import { hostsOfKind } from '../../topology/views.js';

/** Foundry hosts of one subscription, in the order of their ids. */
export function azureHosts(topology: Topology, account: string): [string, AzureFoundryHost][] {
  return hostsOfKind(topology, 'azure-foundry').filter(([, host]) => host.account === account);
}
