import { isHost } from '../../hosts/schemas.js';
import type { PathSegment } from '../document.js';
import type { PrivateFrontForm } from '../schema/private-front.js';
import type { Topology } from '../schema/topology.js';
import { entity, sortedEntries } from '../views.js';
import type { Misfit } from './misfit.js';

/** A private load balancer on AWS shows one certificate: of its region, and taken or issued here. */
export function endpointMisfits(topology: Topology): Misfit[] {
  return [...fleetFronts(topology), ...gatewayFronts(topology)].flatMap((front) => certificateMisfits(topology, front));
}

interface Front {
  readonly path: readonly PathSegment[];
  readonly endpoint: PrivateFrontForm;
  readonly account: string;
  readonly region: string;
}

function fleetFronts(topology: Topology): Front[] {
  return sortedEntries(topology.hosts).flatMap(([id, host]) =>
    isHost(host, 'self-hosted-aws') ? [{ path: ['hosts', id, 'endpoint'], endpoint: host.endpoint, account: host.account, region: host.region }] : [],
  );
}

function gatewayFronts(topology: Topology): Front[] {
  return sortedEntries(topology.gateway.zones).flatMap(([zone, { network, endpoint }]) => {
    const place = topology.networks[network];
    if (endpoint === undefined || place?.cloud !== 'aws' || topology.accounts.aws[place.account] === undefined) return [];
    return [{ path: ['gateway', 'zones', zone, 'endpoint'], endpoint, account: place.account, region: place.region }];
  });
}

function certificateMisfits(topology: Topology, { path, endpoint, account, region: own }: Front): Misfit[] {
  const { certificateArn, privateCertificate } = endpoint;
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
  if (region === own && partition === entity(topology.accounts.aws, account).partition) return [];
  return [
    {
      path: [...path, 'privateCertificate', 'authority'],
      message: `received an authority in ${region} (${partition}). Allowed: one in the region of the load balancer, ${own}.`,
    },
  ];
}
