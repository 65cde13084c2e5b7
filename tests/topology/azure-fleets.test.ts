import { describe, expect, it } from 'vitest';
import { azureSubnets } from '../../topology/azure-subnets.js';
import { InputError } from '../../topology/error.js';
import { type Edit, topologyWith } from '../support/topologies.js';

const example = 'examples/azure-nodes.yaml';

describe('subnets of a network on Azure', () => {
  it('are one without a fleet, else a quarter, a quarter and a half', () => {
    expect(azureSubnets(topologyWith().topology, 'foundry')).toEqual({ endpoints: '10.90.0.0/24', fleets: undefined });
    expect(azureSubnets(topologyWith([], example).topology, 'gpu')).toEqual({
      endpoints: '10.88.0.0/22',
      fleets: { front: '10.88.4.0/22', nodes: '10.88.8.0/21' },
    });
  });
});

describe('a fleet on Azure', () => {
  it.each<[string, Edit, string]>([
    ['an address of its nodes', ['address: 10.88.4.100', 'address: 10.88.8.4'], 'received 10.88.8.4. Allowed: an address of 10.88.4.0/22'],
    ['an address that Azure keeps', ['address: 10.88.4.100', 'address: 10.88.4.3'], 'but for its first four and its last'],
    ['the last address', ['address: 10.88.4.100', 'address: 10.88.7.255'], 'but for its first four and its last'],
    ['an image of another registry', ['image: acmellama.azurecr.io/', 'image: stranger.azurecr.io/'], 'Allowed on us-nd: an image of acmellama.azurecr.io'],
    [
      'a network that exists',
      [
        'zones:\n  us: [US]\n',
        'zones:\n  us: [US]\nexisting: { networks: { gpu: { id: /subscriptions/00000000-0000-4000-8000-00000000000a/resourceGroups/n/providers/Microsoft.Network/virtualNetworks/n/subnets/e } } }\n',
      ],
      'received gpu, which exists already. Allowed for a fleet on Azure: a network that is made here.',
    ],
    ['a network too small for its load balancer', ['cidr: 10.88.0.0/20', 'cidr: 10.88.0.0/25'], 'Allowed: /24 or larger'],
  ])('is refused with %s', (_, edit, message) => {
    const load = () => topologyWith([edit], example);
    expect(load).toThrow(InputError);
    expect(load).toThrow(message);
  });
});
