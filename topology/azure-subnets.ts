import { formOf } from '../hosts/schemas.js';
import { partsOf } from './ipv4-range.js';
import type { Topology } from './schema/topology.js';
import { entity } from './views.js';

/** Ranges of the subnets of a network that is made here. */
export interface AzureSubnets {
  /** Private endpoints: all of a network without fleets, else its first quarter. */
  readonly endpoints: string;
  /** What a network with fleets has besides; undefined without one. */
  readonly fleets: { readonly front: string; readonly nodes: string } | undefined;
}

/** Whether a fleet is in a network: its load balancer and its nodes need subnets of their own. */
export function hasFleet({ hosts }: Topology, network: string): boolean {
  return Object.values(hosts).some((host) => 'network' in host && host.network === network && formOf(host).proxies);
}

/** Load balancers get the second quarter, and nodes the second half. */
export function azureSubnets(topology: Topology, network: string): AzureSubnets {
  const { cidr } = entity(topology.networks, network);
  if (!hasFleet(topology, network)) return { endpoints: cidr, fleets: undefined };
  const prefix = Number(cidr.split('/')[1]);
  const [endpoints = '', front = ''] = partsOf(cidr, prefix + 2, 2);
  const [, nodes = ''] = partsOf(cidr, prefix + 1, 2);
  return { endpoints, fleets: { front, nodes } };
}
