import { azureBudgets } from '../budgets.js';
import { halvesIn } from '../link-halves.js';
import { of, type Questions } from './question.js';

/** What decides whether stacks on Azure have something. */
export const azureConditions: Questions<boolean> = {
  'a subscription that is owned': of('azure-finance', ({ accounts }, { account }) => accounts.azure[account]?.owns),
};

/** How many of something stacks on Azure have. */
export const azureNumbers: Questions<number> = {
  'tags with a budget': of('azure-finance', (topology, { account }) => azureBudgets(topology, account).length),
  peerings: of('azure-network', (topology, { parts: [id = ''] }) => halvesIn(topology, id, 'virtual-network-peering').length),
  'peerings that take names along': of(
    'azure-network',
    (topology, { parts: [id = ''] }) => halvesIn(topology, id, 'virtual-network-peering').filter(({ half }) => half.linkZones).length,
  ),
};
