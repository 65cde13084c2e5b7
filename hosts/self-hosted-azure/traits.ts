import { azureNodeImage } from '../../facts/azure.js';
import { pathOf } from '../../topology/path.js';
import { fleetCapacity, fleetTraits } from '../shared/fleet-traits.js';
import type { AzureTraits, OwnNodes } from '../shared/host-traits.js';
import { vcpuQuotas } from './quotas.js';
import type { AzureFleetHost } from './schema.js';

export const traits: AzureTraits<AzureFleetHost, OwnNodes> = {
  ...fleetTraits,
  stacks: (_, { id }) => [['azure-fleet', id]],
  network: {
    mayDiffer: [],
    domains: ({ endpoint }) => [
      { domain: endpoint.hostname, use: 'the load balancer of its nodes' },
      { domain: 'vault.azure.net', use: 'Key Vault, where its API key is stored' },
    ],
    endpoints: {},
    front: ({ endpoint }) => ({ hostname: endpoint.hostname, certificate: endpoint.certificate, issuer: 'none', record: 'zone made here' }),
  },
  images: ({ image }) => [['image', image]],
  nodes: ({ nodes, nodeImage }) => ({
    instanceType: nodes.instanceType,
    count: nodes.count,
    prepaid: 0,
    blocks: [],
    release: nodeImage,
    image: imageName(nodeImage) ?? 'unknown',
    price: { usdPerHour: 'unknown', source: 'facts/azure.yaml' },
  }),
  limits: () => 'none',
  quotas: (topology, { id, host }) => vcpuQuotas(topology, id, host),
  aws: () => 'none',
  google: () => 'none',
  // It deploys no model of Foundry.
  azure: (_, { region }) => ({ locations: [region], skus: [], models: [] }),
  // Its API key is the one secret of a vault of its stack; the subscription gives its callers nothing.
  rights: () => [{ on: 'resource', type: 'azurerm_key_vault', role: 'Key Vault Secrets User' }],
  capacity: (host) => fleetCapacity(host, 0),
  // It is called by the name that the topology gives it; its callers need an identity to read its API key.
  deployTimeValues: (_, { id, workload }) => [
    { path: ['hosts', id, 'clientIds', workload], stack: ['azure-fleet', id], divided: false, origin: pathOf('hosts', id) },
  ],
};

/** `publisher:offer:sku:version`, as the commands of Azure name an image. */
function imageName(release: string): string | undefined {
  const image = azureNodeImage(release);
  return image && [image.publisher, image.offer, image.sku, image.version].join(':');
}
