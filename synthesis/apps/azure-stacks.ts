import { azureBudgetAccounts } from '../../derived/budgets.js';
import { weightsPlaces } from '../../derived/supply.js';
import { hostsOn } from '../../hosts/select.js';
import { terraformHostParts } from '../../hosts/stacks-terraform.js';
import { AzureAccountStack } from '../../stacks/azure/account.js';
import { AzureFinanceStack } from '../../stacks/azure/finance.js';
import { AzureNetworkStack } from '../../stacks/azure/network.js';
import { WeightsStack } from '../../stacks/azure/weights.js';
import type { StackContext } from '../../stacks/context.js';
import { type StackPart, stackPart } from '../../stacks/stack-part.js';

/** The Azure stacks that a topology needs: none without a host on Azure. */
export function azureParts(context: StackContext): StackPart[] {
  const { topology } = context;
  const hosts = hostsOn(topology, 'azure');
  const owned = distinct(hosts.map(([, host]) => host.account)).filter((account) => topology.accounts.azure[account]?.owns === true);
  const made = distinct(hosts.map(([, host]) => host.network)).filter((network) => topology.existing.networks[network] === undefined);
  return [
    ...owned.map((account) => stackPart('account', account, (app, context) => new AzureAccountStack(app, context, account))),
    ...azureBudgetAccounts(topology).map((account) => stackPart('finance', account, (app, context) => new AzureFinanceStack(app, context, account))),
    ...made.map((network) => stackPart('network', network, (app, context) => new AzureNetworkStack(app, context, network))),
    ...weightsPlaces(topology, 'azure').map((at) => stackPart('weights', at, (app, context) => new WeightsStack(app, context, at.account, at.region))),
    ...terraformHostParts(context, 'azure'),
  ];
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
