import { googleQuota, vertexOffer } from '../../facts/google.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { QuotaNeed } from '../shared/quota-need.js';
import { vertexDeployments } from './deployments.js';
import type { VertexEndpointHost } from './schema.js';

/** Accelerators of its deployments at their largest. */
export function acceleratorQuotas(topology: Topology, id: string, host: VertexEndpointHost): QuotaNeed[] {
  return vertexDeployments(host).flatMap(({ model, machineType, replicas, prefix }) => {
    const offer = vertexOffer({ release: entity(topology.models, model).release, machineType });
    const quota = offer === undefined ? undefined : googleQuota(offer.acceleratorType);
    if (offer === undefined || quota?.quotaId === undefined) return [];
    return [
      {
        account: entity(topology.accounts.google, host.account).project,
        region: host.region,
        service: quota.service,
        quotaCode: quota.quotaId,
        name: quota.metric,
        needed: offer.acceleratorCount * replicas.max,
        unit: 'accelerator' as const,
        because: [pathOf('hosts', id, prefix === '' ? 'replicas' : 'next')],
      },
    ];
  });
}
