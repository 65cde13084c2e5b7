import type { Topology } from '../schema/topology.js';
import { entity, gatewayNetwork, sortedEntries, workloadsOn } from '../views.js';
import { placed } from './existing/forms.js';
import type { Misfit } from './misfit.js';

/** The key of a provider is where each gateway that reads it is: the endpoint of Secrets Manager there admits its own network, and a key of KMS its own region. */
export function providerKeyMisfits(topology: Topology): Misfit[] {
  return sortedEntries(topology.hosts).flatMap(([id, host]) => {
    if (!('apiKey' in host)) return [];
    return workloadsOn(topology, id).flatMap(([workload, entry]) => {
      const network = topology.networks[gatewayNetwork(topology, entry) ?? ''];
      if (network?.cloud !== 'aws') return [];
      const account = entity(topology.accounts.aws, network.account).id;
      return (['secret', 'key'] as const).flatMap((field) => {
        const [, , , region, of] = host.apiKey[field].split(':');
        const path = ['hosts', id, 'apiKey', field];
        const who = `the gateway of ${workload}`;
        return [...placed('region', region, network.region, who, path), ...placed('account', of, account, who, path)];
      });
    });
  });
}
