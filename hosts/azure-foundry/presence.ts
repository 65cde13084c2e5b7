import { entity, gatewayNetwork, workloadsOn } from '../../topology/views.js';
import { asked, type HostPresence } from '../shared/host-presence.js';
import { capacityOf } from './capacity.js';
import type { AzureFoundryHost } from './schema.js';

export const presence: HostPresence<AzureFoundryHost> = {
  conditions: asked('azure-foundry', {
    'a capacity that can be used up': ({ host }) => ['tokens a minute', 'provisioned units'].includes(capacityOf(host).unit),
  }),
  numbers: asked('azure-foundry', {
    'callers whose issuer is known': ({ topology, outputs, id }) => {
      const callers = workloadsOn(topology, id).map(([, workload]) => topology.networks[gatewayNetwork(topology, workload) ?? '']);
      return callers.filter(
        (network) =>
          network?.cloud === 'aws' && (entity(topology.accounts.aws, network.account).oidcIssuer ?? outputs.issuers?.[network.account]) !== undefined,
      ).length;
    },
  }),
};
