import type { Construct } from 'constructs';
import { SubscriptionBoundary } from '../../constructs/azure/organization/subscription-boundary.js';
import { azurePolicy } from '../../facts/azure.js';
import { deployedModel } from '../../hosts/azure-foundry/model.js';
import { entity } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AzureStack } from './azure-stack.js';
import { azureHosts } from './hosts.js';

/** Singletons of a subscription that the topology owns: policies that allow what its hosts use and no more. */
export class AzureAccountStack extends AzureStack {
  constructor(scope: Construct, context: StackContext, account: string) {
    super(scope, context, { account, name: ['azure-account'], origin: `accounts.azure.${account}`, tags: {} });
    const { topology } = context;
    const hosts = azureHosts(topology, account).map(([, host]) => host);
    new SubscriptionBoundary(this, 'Boundary', {
      name: topology.name,
      subscriptionId: this.subscriptionId,
      locations: distinct(hosts.flatMap((host) => [host.region, entity(topology.networks, host.network).region])),
      skus: distinct(hosts.map((host) => host.sku)),
      models: distinct(hosts.map((host) => `/models/${deployedModel(topology, host).name}/versions/${host.modelVersion}`)),
      builtIn: { allowedLocations: azurePolicy('allowed-locations')?.id, approvedModels: azurePolicy('approved-models')?.id },
    });
  }
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
