import type { App } from 'cdktf';
import { azureBudgetAccounts } from '../../derived/budgets.js';
import { weightsPlaces } from '../../derived/supply.js';
import { hostsOn } from '../../hosts/select.js';
import { makeTerraformHostStacks } from '../../hosts/stacks-terraform.js';
import { AzureAccountStack } from '../../stacks/azure/account.js';
import { AzureFinanceStack } from '../../stacks/azure/finance.js';
import { AzureNetworkStack } from '../../stacks/azure/network.js';
import { WeightsStack } from '../../stacks/azure/weights.js';
import type { StackContext } from '../../stacks/context.js';

/** The Azure stacks that a topology needs: none without a host on Azure. */
export function azureStacks(app: App, context: StackContext): void {
  const { topology } = context;
  const hosts = hostsOn(topology, 'azure');
  for (const account of distinct(hosts.map(([, host]) => host.account))) {
    if (topology.accounts.azure[account]?.owns === true) new AzureAccountStack(app, context, account);
  }
  for (const account of azureBudgetAccounts(topology)) new AzureFinanceStack(app, context, account);
  for (const network of distinct(hosts.map(([, host]) => host.network))) {
    if (topology.existing.networks[network] === undefined) new AzureNetworkStack(app, context, network);
  }
  for (const place of weightsPlaces(topology, 'azure')) new WeightsStack(app, context, place.account, place.region);
  makeTerraformHostStacks(app, context, 'azure');
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
