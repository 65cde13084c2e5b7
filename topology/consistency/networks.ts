import { cloudOf, formOf } from '../../hosts/schemas.js';
import type { Topology } from '../schema/topology.js';
import type { Misfit } from './misfit.js';

/** Hosts are in networks of their own cloud, and networks are described completely enough to be used. */
export function networkMisfits(topology: Topology): Misfit[] {
  return [...hostsElsewhere(topology), ...withoutZones(topology), ...withoutSubnets(topology), ...tooSmallForProxies(topology)];
}

/** Accounts of the other clouds, such as Databricks, are of none that a network can be on. */
const networkClouds: readonly string[] = ['aws', 'google', 'azure'];

function hostsElsewhere({ hosts, networks }: Topology): Misfit[] {
  return Object.entries(hosts).flatMap(([id, host]) => {
    const cloud = cloudOf(host);
    const network = 'network' in host ? networks[host.network] : undefined;
    if (network === undefined || network.cloud === cloud || !networkClouds.includes(cloud)) return [];
    return [{ path: ['hosts', id, 'network'], message: `received a network on ${network.cloud}. Allowed: one on ${cloud}.` }];
  });
}

function withoutZones({ networks, existing }: Topology): Misfit[] {
  return Object.entries(networks)
    .filter(([id, network]) => network.cloud === 'aws' && network.availabilityZones === undefined && existing.networks[id] === undefined)
    .map(([id, { region }]) => ({
      path: ['networks', id, 'availabilityZones'],
      message: `missing. Allowed: two or more zones of the region; none is looked up. Write for example availabilityZones: [ ${region}a, ${region}b ].`,
    }));
}

function withoutSubnets({ networks, existing }: Topology): Misfit[] {
  return Object.entries(existing.networks)
    .filter(([id, network]) => networks[id]?.cloud !== 'azure' && network.subnets === undefined)
    .map(([id]) => ({ path: ['existing', 'networks', id, 'subnets'], message: 'missing. Allowed: one or more subnets to put endpoints and nodes in.' }));
}

/** Proxies of a load balancer get a quarter of the range, and Google wants 64 addresses for them at least. */
function tooSmallForProxies({ hosts, networks, existing }: Topology): Misfit[] {
  const needsProxies = (id: string) => Object.values(hosts).some((host) => 'network' in host && host.network === id && formOf(host).proxies);
  return Object.entries(networks)
    .filter(([id, { cidr }]) => Number(cidr.split('/')[1]) > 24 && existing.networks[id] === undefined && needsProxies(id))
    .map(([id, { cidr }]) => ({
      path: ['networks', id, 'cidr'],
      message: `received ${cidr}. Allowed: /24 or larger; a load balancer's proxies take a quarter of it.`,
    }));
}
