import { hostsOn } from '../../hosts/select.js';
import type { Topology } from '../../topology/schema/topology.js';
import { workloadsOn } from '../../topology/views.js';
import { halvesIn } from '../link-halves.js';
import { tagsFor } from '../tags.js';
import { of, type Questions } from './question.js';

/** What decides whether stacks on Azure have something. */
export const azureConditions: Questions<boolean> = {
  'a subscription that is owned': of('azure-finance', ({ accounts }, { account }) => accounts.azure[account]?.owns),
};

/** How many of something stacks on Azure have. */
export const azureNumbers: Questions<number> = {
  'tags with a budget': of('azure-finance', (topology, { account }) => budgetTags(topology, account)),
  peerings: of('azure-network', (topology, { parts: [id = ''] }) => halvesIn(topology, id, 'virtual-network-peering').length),
  'peerings that take names along': of(
    'azure-network',
    (topology, { parts: [id = ''] }) => halvesIn(topology, id, 'virtual-network-peering').filter(({ half }) => half.linkZones).length,
  ),
};

/** Values of the tag `workload` that hosts of a subscription carry, where a workload of theirs has a budget. */
function budgetTags(topology: Topology, account: string): number {
  const hosts = hostsOn(topology, 'azure').filter(([, host]) => host.account === account);
  const budgeted = hosts.filter(([id]) => workloadsOn(topology, id).some(([, { budget }]) => budget !== undefined));
  return new Set(budgeted.map(([id]) => tagsFor(topology, { host: id })['workload'])).size;
}
