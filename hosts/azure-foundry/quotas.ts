import { azureTokenQuota } from '../../facts/azure.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { QuotaNeed } from '../shared/quota-need.js';
import { capacityOf } from './capacity.js';
import { deployedModel } from './model.js';
import type { AzureFoundryHost } from './schema.js';

/** Tokens a minute that a host takes from the quota of its model; facts list none for what is paid by the hour, and for queues. */
export function tokenQuotas(topology: Topology, id: string, host: AzureFoundryHost): QuotaNeed[] | 'unlisted' {
  const { unit, amount } = capacityOf(host);
  const quota = azureTokenQuota(host.sku, deployedModel(topology, host).name);
  if (unit !== 'tokens a minute' || quota === undefined) return 'unlisted';
  const { subscription } = entity(topology.accounts.azure, host.account);
  return [
    {
      ...quota,
      account: subscription,
      region: host.region,
      service: 'Microsoft.CognitiveServices',
      needed: amount,
      unit: 'token per minute',
      because: [pathOf('hosts', id, 'capacity')],
    },
  ];
}
