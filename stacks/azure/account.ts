import type { Construct } from 'constructs';
import { SubscriptionBoundary } from '../../constructs/azure/organization/subscription-boundary.js';
import { azurePolicy } from '../../facts/azure.js';
import { hostsOn } from '../../hosts/select.js';
import { azureUse } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import type { StackContext } from '../context.js';
import { AzureStack } from './azure-stack.js';

/** Singletons of a subscription that the topology owns: policies that allow what its hosts use and no more. */
export class AzureAccountStack extends AzureStack {
  constructor(scope: Construct, context: StackContext, account: string) {
    super(scope, context, { account, name: ['azure-account'], origin: pathOf('accounts', 'azure', account), tags: {} });
    const { topology } = context;
    const uses = hostsOn(topology, 'azure').flatMap(([, host]) => (host.account === account ? [azureUse(topology, host)] : []));
    new SubscriptionBoundary(this, 'Boundary', {
      name: topology.name,
      subscriptionId: this.subscriptionId,
      locations: distinct(uses.flatMap(({ locations }) => locations)),
      skus: distinct(uses.flatMap(({ skus }) => skus)),
      models: distinct(uses.flatMap(({ models }) => models)),
      builtIn: {
        allowedLocations: azurePolicy('allowed-locations')?.id,
        allowedGroupLocations: azurePolicy('allowed-group-locations')?.id,
        approvedModels: azurePolicy('approved-models')?.id,
        noLocalAuth: azurePolicy('no-local-auth')?.id,
      },
    });
  }
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
