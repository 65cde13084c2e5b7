import { azureSubnets } from '../azure-subnets.js';
import { placeIn, rangesWithin } from '../ipv4-range.js';
import type { Topology } from '../schema/topology.js';
import { sortedEntries } from '../views.js';
import type { Misfit } from './misfit.js';

type AzureFleet = Extract<Topology['hosts'][string], { readonly registry: string }>;

/** Fleets on Azure are in networks that are made here, with load balancers at addresses of their own, and run images of the registry that they name. */
export function azureFleetMisfits(topology: Topology): Misfit[] {
  const taken = new Map<string, string>();
  return sortedEntries(topology.hosts).flatMap(([id, host]) => {
    if (!('registry' in host)) return [];
    const other = taken.get(`${host.network} ${host.endpoint.address}`);
    taken.set(`${host.network} ${host.endpoint.address}`, id);
    const twice =
      other === undefined ? [] : [{ path: addressOf(id), message: `received ${host.endpoint.address}, the address of ${other}. Allowed: one of its own.` }];
    return [...inExisting(topology, id, host), ...twice, ...outsideFront(topology, id, host), ...otherRegistries(topology, id, host)];
  });
}

const addressOf = (id: string) => ['hosts', id, 'endpoint', 'address'];

/** Its load balancer needs a subnet that is handed over to it, and its nodes one with security groups that let nothing else in: neither is declared of such a network. */
function inExisting({ existing }: Topology, id: string, { network }: AzureFleet): Misfit[] {
  if (existing.networks[network] === undefined) return [];
  return [{ path: ['hosts', id, 'network'], message: `received ${network}, which exists already. Allowed for a fleet on Azure: a network that is made here.` }];
}

/** Azure keeps the first four addresses of a subnet and its last. */
function outsideFront(topology: Topology, id: string, { network, endpoint: { address } }: AzureFleet): Misfit[] {
  if (topology.networks[network]?.cloud !== 'azure') return [];
  const { front = '' } = azureSubnets(topology, network).fleets ?? {};
  const size = 2 ** (32 - Number(front.split('/')[1]));
  const place = placeIn(front, address);
  if (rangesWithin(`${address}/32`, front) && place >= 4 && place < size - 1) return [];
  return [{ path: addressOf(id), message: `received ${address}. Allowed: an address of ${front}, but for its first four and its last.` }];
}

/** A node signs in to one registry, to which its network has an endpoint. */
function otherRegistries({ landingZone }: Topology, id: string, { registry, image }: AzureFleet): Misfit[] {
  const name = `${registry.slice(registry.lastIndexOf('/') + 1).toLowerCase()}.azurecr.io`;
  const agents = sortedEntries(landingZone.nodeAgents).filter(([, { hosts }]) => hosts.includes(id));
  const images = [
    { path: ['hosts', id, 'image'], image },
    ...agents.map(([agent, one]) => ({ path: ['landingZone', 'nodeAgents', agent, 'image'], image: one.image })),
  ];
  return images
    .filter((one) => !one.image.startsWith(`${name}/`))
    .map(({ path, image: received }) => ({ path, message: `received ${received}. Allowed on ${id}: an image of ${name}, the registry that it names.` }));
}
