import { adapterLines } from '../shared/adapter-cost.js';
import { balancerLines } from '../shared/balancer-cost.js';
import type { HostCost } from '../shared/host-cost.js';
import { nodeLines } from '../shared/node-cost.js';
import { noPrice } from '../shared/service-price.js';
import type { AzureFleetHost } from './schema.js';

export const cost: HostCost<AzureFleetHost> = {
  // Discounts of contracts name Foundry, not virtual machines.
  service: 'none',
  listed: 'none',
  fixed: (topology, host, { from }) => nodeLines(topology, host, { from }),
  beside: (_, host) => [...balancerLines(noPrice(`no row of an internal load balancer in ${host.region}`)), ...adapterLines(host)],
  usage: () => [],
  tokens: () => 'by capacity',
};
