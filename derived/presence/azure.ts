import { hostsOf } from '../../hosts/select.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, gatewayNetwork, workloadsOn } from '../../topology/views.js';
import { halvesIn } from '../link-halves.js';
import { tagsFor } from '../tags.js';
import { of, ofHost, type Questions } from './question.js';

/** What decides whether stacks on Azure have something. */
export const azureConditions: Questions<boolean> = {
  'a subscription that is owned': of('azure-finance', ({ accounts }, { account }) => accounts.azure[account]?.owns),
  'a key that is made here': of(
    'azure-foundry',
    ofHost((id, _, { existing }) => existing.keys[id] === undefined),
  ),
};

/** How many of something stacks on Azure have. */
export const azureNumbers: Questions<number> = {
  'tags with a budget': of('azure-finance', (topology, { account }) => budgetTags(topology, account)),
  'callers whose issuer is known': of(
    'azure-foundry',
    ofHost((id, _, topology, outputs) => {
      const callers = workloadsOn(topology, id).map(([, workload]) => topology.networks[gatewayNetwork(topology, workload) ?? '']);
      return callers.filter(
        (network) =>
          network?.cloud === 'aws' && (entity(topology.accounts.aws, network.account).oidcIssuer ?? outputs.issuers?.[network.account]) !== undefined,
      ).length;
    }),
  ),
  peerings: of('azure-network', (topology, { parts: [id = ''] }) => halvesIn(topology, id, 'virtual-network-peering').length),
  'peerings that take names along': of(
    'azure-network',
    (topology, { parts: [id = ''] }) => halvesIn(topology, id, 'virtual-network-peering').filter(({ half }) => half.linkZones).length,
  ),
};

/** Values of the tag `workload` that hosts of a subscription carry, where a workload of theirs has a budget. */
function budgetTags(topology: Topology, account: string): number {
  const hosts = hostsOf(topology, 'azure-foundry').filter(([, host]) => host.account === account);
  const budgeted = hosts.filter(([id]) => workloadsOn(topology, id).some(([, { budget }]) => budget !== undefined));
  return new Set(budgeted.map(([id]) => tagsFor(topology, { host: id })['workload'])).size;
}
