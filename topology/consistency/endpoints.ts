import { isHost } from '../../hosts/schemas.js';
import type { Topology } from '../schema/topology.js';
import { entity, sortedEntries } from '../views.js';
import type { Misfit } from './misfit.js';

/** A fleet's load balancer shows one certificate: of its region, and taken or issued here. */
export function endpointMisfits(topology: Topology): Misfit[] {
  return sortedEntries(topology.hosts).flatMap(([id, host]) => {
    if (!isHost(host, 'self-hosted-aws')) return [];
    const { certificateArn, privateCertificate } = host.endpoint;
    const path = ['hosts', id, 'endpoint'];
    if ((certificateArn === undefined) === (privateCertificate === undefined))
      return [
        {
          path,
          message:
            'received neither or both of certificateArn and privateCertificate. Allowed: one of the two: a certificate that exists, or the authority that issues one.',
        },
      ];
    if (privateCertificate === undefined) return [];
    const [, partition, , region] = privateCertificate.authority.split(':');
    if (region === host.region && partition === entity(topology.accounts.aws, host.account).partition) return [];
    return [
      {
        path: [...path, 'privateCertificate', 'authority'],
        message: `received an authority in ${region} (${partition}). Allowed: one in the region of the host, ${host.region}, where its load balancer is.`,
      },
    ];
  });
}
