import { hasFleet } from '../../topology/azure-subnets.js';
import type { Topology } from '../../topology/schema/topology.js';
import { existingServices } from '../azure-existing-services.js';
import { azureWeightsNetworks } from '../azure-weights-networks.js';
import { azureBudgets } from '../budgets.js';
import { halvesIn } from '../link-halves.js';
import { of, type Questions } from './question.js';

/** What decides whether stacks on Azure have something. */
export const azureConditions: Questions<boolean> = {
  'a subscription that is owned': of('azure-finance', ({ accounts }, { account }) => accounts.azure[account]?.owns),
  'a bill that is exported': of('azure-finance', ({ finance }, { account }) => finance.exports.azure[account] !== undefined),
  'fleets in the network': of('azure-network', (topology, { parts: [id = ''] }) => hasFleet(topology, id)),
  'an identity that brings weights in': of('azure-weights', ({ weights }) => weights.ingestPrincipal !== undefined),
  'a first signing key that an identity signs with': of(
    'azure-weights',
    ({ weights }) => weights.signingKeyGeneration === 1 && weights.ingestPrincipal !== undefined,
  ),
};

/** How many of something stacks on Azure have. */
export const azureNumbers: Questions<number> = {
  'registries of fleets': of('azure-network', (topology, { parts: [id = ''] }) => servicesOf(topology, id, 'registry')),
  'vaults with certificates of fleets': of('azure-network', (topology, { parts: [id = ''] }) => servicesOf(topology, id, 'vault')),
  'networks that fetch weights': of('azure-weights', (topology, { account, parts: [region = ''] }) => azureWeightsNetworks(topology, account, region).length),
  'later signing keys that an identity signs with': of('azure-weights', ({ weights }) =>
    weights.signingKeyGeneration > 1 && weights.ingestPrincipal !== undefined ? 1 : 0,
  ),
  'tags with a budget': of('azure-finance', (topology, { account }) => azureBudgets(topology, account).length),
  peerings: of('azure-network', (topology, { parts: [id = ''] }) => halvesIn(topology, id, 'virtual-network-peering').length),
  'peerings that take names along': of(
    'azure-network',
    (topology, { parts: [id = ''] }) => halvesIn(topology, id, 'virtual-network-peering').filter(({ half }) => half.linkZones).length,
  ),
};

function servicesOf(topology: Topology, network: string, wanted: 'registry' | 'vault'): number {
  return existingServices(topology, network).filter(({ subresource }) => subresource === wanted).length;
}
