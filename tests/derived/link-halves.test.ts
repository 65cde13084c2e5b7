import { describe, expect, it } from 'vitest';
import { zoneNetworks } from '../../derived/endpoint-zone.js';
import { answeringIn, farRanges, forwardedDomains, transitAttachments } from '../../derived/link-halves.js';
import { isHost } from '../../hosts/schemas.js';
import { subnetRanges, subnetWithin } from '../../topology/aws-subnets.js';
import { entity } from '../../topology/views.js';
import { linked } from '../support/linked.js';
import { type Edit, topologyWith } from '../support/topologies.js';

const { topology } = topologyWith(linked);

describe('what the halves of links are', () => {
  it('leads each network to the other, and to what the link carries besides', () => {
    expect(farRanges(topology, entity(topology.links, 'eu-us'), 'eu')).toEqual(['10.41.0.0/16', '10.9.0.0/24']);
    expect(farRanges(topology, entity(topology.links, 'eu-us'), 'us')).toEqual(['10.40.0.0/16', '10.9.0.0/24']);
    const path = 'links.eu-us.attach.us';
    expect(transitAttachments(topology, 'us')).toEqual([
      {
        transitGateway: 'tgw-0bbbbbbbbbbbbbbb2',
        applianceMode: true,
        path,
        routes: [
          { range: '10.40.0.0/16', path },
          { range: '10.9.0.0/24', path },
        ],
      },
    ]);
  });

  it('is one attachment for all links over the same gateway', () => {
    const second: Edit = [
      '    networks: [eu, grounding]\n',
      '    networks: [eu, grounding]\n    attach: { eu: { by: transit-gateway, transitGateway: tgw-0aaaaaaaaaaaaaaa1, resolve: { googleapis.com: rslvr-rr-0123456789abcdef0 } } }\n',
    ];
    const both = topologyWith([...linked, second]).topology;
    expect(transitAttachments(both, 'eu')).toMatchObject([
      { routes: [{ range: '10.41.0.0/16' }, { range: '10.80.0.0/20', path: 'links.eu-google.attach.eu' }, { range: '10.9.0.0/24' }] },
    ]);
    expect(forwardedDomains(both, 'eu').map(({ domain, answered }) => [domain, answered])).toEqual([
      ['bedrock-runtime.us-east-2.amazonaws.com', ['10.41.0.10', '10.41.16.10']],
      ['googleapis.com', 'rslvr-rr-0123456789abcdef0'],
    ]);
  });

  it('answers the other side alone, and only where addresses are given', () => {
    expect(answeringIn(topology, 'us')).toMatchObject({ addresses: ['10.41.0.10', '10.41.16.10'], callers: ['10.40.0.0/16', '10.9.0.0/24'] });
    expect(answeringIn(topology, 'eu')).toBeUndefined();
    expect(transitAttachments(topologyWith().topology, 'us')).toEqual([]);
  });

  it('shows the zone of a name to the networks of gateways whose VPC a stack can read', () => {
    const host = topology.hosts['eu-fleet'];
    if (!isHost(host, 'self-hosted-aws')) throw new Error('eu-fleet is a fleet on AWS');
    expect(zoneNetworks(topology, 'eu-fleet', host)).toEqual(['eu']);
    const us: Edit = ['    any:\n      network: eu\n', '    any:\n      network: us\n'];
    expect(zoneNetworks(topologyWith([...linked, us]).topology, 'eu-fleet', host)).toEqual(['eu']);
    const existing = topologyWith([
      ...linked.slice(1),
      us,
      ['links:\n', 'existing: { networks: { us: { id: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0, subnet-0123456789abcdef1] } } }\nlinks:\n'],
    ]).topology;
    expect(zoneNetworks(existing, 'eu-fleet', host)).toEqual(['eu', 'us']);
  });
});

it('knows the subnets of a VPC, without the addresses that AWS keeps', () => {
  const network = entity(topology.networks, 'us');
  expect(subnetRanges(network)).toEqual(['10.41.0.0/20', '10.41.16.0/20']);
  const at = ['10.41.0.3', '10.41.0.4', '10.41.15.254', '10.41.15.255', '10.41.16.4', '10.41.32.4'].map((address) => subnetWithin(network, address));
  expect(at).toEqual([undefined, 0, 0, undefined, 1, undefined]);
});
