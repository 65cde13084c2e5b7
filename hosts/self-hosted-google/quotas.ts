import type { Gpu } from '../../facts/ec2.js';
import { computeQuota, machineType } from '../../facts/google.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { allNodes } from '../shared/fleet-versions.js';
import type { QuotaNeed } from '../shared/quota-need.js';
import { reservedNodes } from './reservations.js';
import type { GoogleFleetHost } from './schema.js';

/** GPUs of its machines, those of a transition included; none where facts do not know the machine. What is reserved counts, whether a node runs on it or not. */
export function gpusOf(host: GoogleFleetHost): readonly { readonly type: Gpu; readonly count: number }[] {
  const machine = machineType(host.nodes.instanceType);
  return machine === undefined ? [] : [{ type: machine.gpu, count: machine.gpus * Math.max(reservedNodes(host), allNodes(host)) }];
}

/** The quotas that they take. */
export function gpuQuotas(topology: Topology, id: string, host: GoogleFleetHost): QuotaNeed[] {
  return gpusOf(host).flatMap(({ type, count }) => {
    const quota = computeQuota(type);
    if (quota === undefined) return [];
    return [
      {
        account: entity(topology.accounts.google, host.account).project,
        region: host.region,
        service: quota.service,
        quotaCode: quota.quotaId,
        name: `${quota.metric}, gpu_family ${quota.family}`,
        needed: count,
        unit: 'accelerator' as const,
        because: [pathOf('hosts', id, 'capacity', 'reservations')],
      },
    ];
  });
}
