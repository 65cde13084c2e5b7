import { computeQuota, machineType } from '../../facts/google.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { QuotaNeed } from '../shared/quota-need.js';
import type { GoogleFleetHost } from './schema.js';

/** GPUs of its machines. What is reserved counts, whether a node runs on it or not. */
export function gpuQuotas(topology: Topology, id: string, host: GoogleFleetHost): QuotaNeed[] {
  const type = machineType(host.nodes.instanceType);
  const quota = type === undefined ? undefined : computeQuota(type.gpu);
  if (type === undefined || quota === undefined) return [];
  const reserved = Object.values(host.capacity.reservations).reduce((sum, { count }) => sum + count, 0);
  return [
    {
      account: entity(topology.accounts.google, host.account).project,
      region: host.region,
      service: quota.service,
      quotaCode: quota.quotaId,
      name: `${quota.metric}, gpu_family ${quota.family}`,
      needed: type.gpus * Math.max(reserved, host.nodes.count),
      unit: 'accelerator',
      because: [pathOf('hosts', id, 'capacity', 'reservations')],
    },
  ];
}
