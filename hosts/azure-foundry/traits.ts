import { azureScope } from '../../facts/azure.js';
import { pathOf } from '../../topology/path.js';
import type { HostTraits } from '../shared/host-traits.js';
import { offer } from './offer.js';
import type { AzureFoundryHost } from './schema.js';

export const traits: HostTraits<AzureFoundryHost> = {
  stacks: () => ['azure-foundry'],
  operator: 'provider',
  offer,
  network: {
    // A private endpoint is with its subnet and reaches an account in any region.
    mayDiffer: ['region'],
    domains: () => [{ domain: 'services.ai.azure.com', use: 'the Foundry account' }],
    endpoints: 'none',
  },
  images: () => [],
  nodes: () => 'none',
  google: () => 'none',
  // The sku decides, not the region; of one that facts do not know, the worst is assumed.
  quotas: () => 'unlisted',
  aws: () => 'none',
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
