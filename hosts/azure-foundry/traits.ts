import { azureScope } from '../../facts/azure.js';
import { pathOf } from '../../topology/path.js';
import { entity, workloadsOn } from '../../topology/views.js';
import type { AzureTraits } from '../shared/host-traits.js';
import { deployedModel } from './model.js';
import { offer } from './offer.js';
import type { AzureFoundryHost } from './schema.js';

export const traits: AzureTraits<AzureFoundryHost> = {
  stacks: (_, { id }) => [['azure-foundry', id]],
  operator: 'provider',
  offer,
  network: {
    // A private endpoint is with its subnet and reaches an account in any region.
    mayDiffer: ['region'],
    domains: () => [{ domain: 'services.ai.azure.com', use: 'the Foundry account' }],
    endpoints: 'none',
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
  // The role that Microsoft documents for inference with models that are not OpenAI's.
  rights: () => [{ on: 'resource', type: 'azurerm_cognitive_account', role: 'Cognitive Services User' }],
  // A workload is an identity in the resource group of the host, with a right to it; one more identity reads the key.
  limits: (topology, { id }) => {
    const callers = workloadsOn(topology, id).length;
    return [
      { limit: 'role-assignments-per-subscription', found: callers, per: 'account' },
      { limit: 'foundry-accounts-per-region', found: 1, per: 'region' },
      { limit: 'identities-per-group', found: callers + 1, per: 'host' },
    ];
  },
  quotas: () => 'unlisted',
  aws: () => 'none',
  // The sku decides, not the region; of one that facts do not know, the worst is assumed.
  processing: (_, { sku, region }) => {
    const judgedBy = 'residency/azure-sku';
    const scope = azureScope(sku);
    if (scope === 'global') return { scope: 'anywhere', words: 'any Azure region', judgedBy };
    return scope === 'data-zone' ? { scope: 'data zone', region, judgedBy } : { scope: 'regions', regions: [region], judgedBy };
  },
  capacity: ({ capacity }) => ({ unit: 'tokens', perMinute: capacity * 1_000 }),
  deployTimeValues: (_, { id, workload }) =>
    [['endpoint'], ['deployment'], ['clientIds', workload]].map((path) => ({
      path: ['hosts', id, ...path],
      stack: ['azure-foundry', id],
      divided: false,
      origin: pathOf('hosts', id),
    })),
};
