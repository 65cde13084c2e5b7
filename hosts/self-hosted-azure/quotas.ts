import { vmSize } from '../../facts/azure.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { QuotaNeed } from '../shared/quota-need.js';
import { reservedNodes } from './reservations.js';
import type { AzureFleetHost } from './schema.js';

/** The vCPUs of its size that a fleet takes. What is reserved counts, whether a node runs on it or not. */
export function vcpuQuotas(topology: Topology, id: string, host: AzureFleetHost): QuotaNeed[] {
  const size = vmSize(host.nodes.instanceType);
  if (size === undefined) return [];
  return [
    {
      account: entity(topology.accounts.azure, host.account).subscription,
      region: host.region,
      service: 'Microsoft.Compute',
      quotaCode: size.quotaFamily,
      name: `family ${size.quotaFamily}`,
      needed: size.vcpus * Math.max(reservedNodes(host), host.nodes.count),
      unit: 'vCPU',
      because: [pathOf('hosts', id, 'nodes', 'count')],
    },
  ];
}
