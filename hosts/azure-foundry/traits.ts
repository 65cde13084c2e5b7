import { azureScope, chatDataActions } from '../../facts/azure.js';
import { pathOf } from '../../topology/path.js';
import { entity, workloadsOn } from '../../topology/views.js';
import type { AzureTraits } from '../shared/host-traits.js';
import { capacityOf } from './capacity.js';
import { deployedModel } from './model.js';
import { offer } from './offer.js';
import { tokenQuotas } from './quotas.js';
import type { AzureFoundryHost } from './schema.js';

export const traits: AzureTraits<AzureFoundryHost> = {
  stacks: (_, { id }) => [['azure-foundry', id]],
  operator: 'provider',
  offer,
  network: {
    // A private endpoint is with its subnet and reaches an account in any region.
    mayDiffer: ['region'],
    domains: () => [{ domain: 'services.ai.azure.com', use: 'the Foundry account' }],
    endpoints: {},
    front: () => 'none',
  },
  images: () => [],
  nodes: () => 'none',
  google: () => 'none',
  azure: (topology, host) => ({
    locations: [host.region, entity(topology.networks, host.network).region],
    skus: [host.sku],
    models: [`/models/${deployedModel(topology, host).name}/versions/${host.modelVersion}`],
  }),
  rights: () => [{ on: 'data', type: 'azurerm_cognitive_account', actions: chatDataActions() }],
  // A workload is an identity in the resource group of the host, with a right to it; one more identity reads the key, with a right to that.
  limits: (topology, { id }) => {
    const callers = workloadsOn(topology, id).length;
    return [
      { limit: 'role-assignments-per-subscription', found: callers, per: 'account' },
      { limit: 'activity-alerts-per-subscription', found: 6, per: 'account' },
      { limit: 'foundry-accounts-per-region', found: 1, per: 'region' },
      { limit: 'identities-per-group', found: callers + 1, per: 'host' },
    ];
  },
  quotas: (topology, { id, host }) => tokenQuotas(topology, id, host),
  aws: () => 'none',
  // The sku decides, not the region; of one that facts do not know, the worst is assumed.
  processing: (_, { sku, region }) => {
    const judgedBy = 'residency/azure-sku';
    const scope = azureScope(sku);
    if (scope === 'global') return { scope: 'anywhere', words: 'any Azure region', judgedBy };
    return scope === 'data-zone' ? { scope: 'data zone', region, judgedBy } : { scope: 'regions', regions: [region], judgedBy };
  },
  // Units that are paid by the hour, and a queue, say nothing of tokens a minute.
  capacity: (host) => {
    const { unit, amount } = capacityOf(host);
    return unit === 'tokens a minute' ? { unit: 'tokens', perMinute: amount } : { unit: 'unknown' };
  },
  deployTimeValues: (_, { id, workload }) =>
    [['endpoint'], ['deployment'], ['clientIds', workload]].map((path) => ({
      path: ['hosts', id, ...path],
      stack: ['azure-foundry', id],
      divided: false,
      origin: pathOf('hosts', id),
    })),
};
