import type { App } from 'cdktf';
import { hostsOf } from '../../hosts/select.js';
import type { StackContext } from '../context.js';
import { AzureAccountStack } from './account.js';
import { AzureFinanceStack } from './finance.js';
import { FoundryStack } from './foundry.js';
import { AzureNetworkStack } from './network.js';

/** The Azure stacks that a topology needs: none without a Foundry host. */
export function azureStacks(app: App, context: StackContext): void {
  const { topology } = context;
  const hosts = hostsOf(topology, 'azure-foundry');
  for (const account of distinct(hosts.map(([, host]) => host.account))) {
    if (topology.accounts.azure[account]?.owns === true) new AzureAccountStack(app, context, account);
    new AzureFinanceStack(app, context, account);
  }
  for (const network of distinct(hosts.map(([, host]) => host.network))) {
    if (topology.existing.networks[network] === undefined) new AzureNetworkStack(app, context, network);
  }
  for (const [id, host] of hosts) new FoundryStack(app, context, id, host);
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
