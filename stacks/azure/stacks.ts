import type { App } from 'cdktf';
import { hostsOfKind } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AzureAccountStack } from './account.js';
import { AzureFinanceStack } from './finance.js';
import { FoundryStack } from './foundry.js';
import { AzureNetworkStack } from './network.js';

/** The Azure stacks that a topology needs: none without a Foundry host. */
export function azureStacks(app: App, context: StackContext): void {
  const { topology } = context;
  const hosts = hostsOfKind(topology, 'azure-foundry');
  for (const account of distinct(hosts.map(([, host]) => host.account))) {
    if (topology.accounts.azure[account]?.owns === true) new AzureAccountStack(app, context, account);
    new AzureFinanceStack(app, context, account);
  }
  const networks = new Map(
    distinct(hosts.map(([, host]) => host.network))
      .filter((network) => topology.existing.networks[network] === undefined)
      .map((network) => [network, new AzureNetworkStack(app, context, network)]),
  );
  for (const [id, host] of hosts) {
    const foundry = new FoundryStack(app, context, id, host);
    const network = networks.get(host.network);
    // Order only, written to the manifest: ids are built from the topology, and no state is read.
    if (network !== undefined) foundry.addDependency(network);
  }
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
