import { rangeProblem } from '../private-range.js';
import type { Topology } from '../schema/topology.js';
import type { Misfit } from './misfit.js';

/** Networks and links have private ranges, and a link joins two networks. */
export function rangeMisfits({ networks, links, weights, gateway }: Topology): Misfit[] {
  const named = [
    ...Object.entries(networks).map(([id, { cidr }]) => ({ path: ['networks', id, 'cidr'], cidr })),
    ...Object.entries(links).flatMap(([id, { ranges }]) => ranges.map((cidr, index) => ({ path: ['links', id, 'ranges', index], cidr }))),
    ...Object.entries(weights.ingest?.regions ?? {}).map(([region, { cidr }]) => ({ path: ['weights', 'ingest', 'regions', region, 'cidr'], cidr })),
    ...Object.entries(gateway.images?.regions ?? {}).map(([region, { cidr }]) => ({ path: ['gateway', 'images', 'regions', region, 'cidr'], cidr })),
    ...Object.entries(gateway.zones).flatMap(([zone, { endpoint }]) =>
      (endpoint?.callers ?? []).map((cidr, index) => ({ path: ['gateway', 'zones', zone, 'endpoint', 'callers', index], cidr })),
    ),
  ];
  return [
    ...named.flatMap(({ path, cidr }) => {
      const message = rangeProblem(cidr);
      return message === undefined ? [] : [{ path, message }];
    }),
    ...Object.entries(networks).flatMap(([id, { cloud, cidr }]) => vpcSize(id, cloud, cidr)),
    ...Object.entries(links)
      .filter(
        ([
          ,
          {
            networks: [one, other],
          },
        ]) => one === other,
      )
      .map(
        ([
          id,
          {
            networks: [one],
          },
        ]) => ({ path: ['links', id, 'networks', 1], message: `received "${one}" twice. Allowed: two networks.` }),
      ),
  ];
}

/** A VPC has a range from /16 to /28. Source: Amazon VPC User Guide, VPC CIDR blocks. */
function vpcSize(id: string, cloud: string, cidr: string): Misfit[] {
  const bits = Number(cidr.split('/')[1]);
  if (cloud !== 'aws' || (bits >= 16 && bits <= 28)) return [];
  return [{ path: ['networks', id, 'cidr'], message: `received ${cidr}. Allowed on AWS: a range from /16 to /28.` }];
}
