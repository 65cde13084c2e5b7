import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/network/no-egress.js';
import { type Json, resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter, lineOf, topologyFindings } from '../../support/findings.js';
import { googleFleet, onGoogleFleet, template } from '../../support/google-fleet.js';
import type { Edit } from '../../support/topologies.js';

const network = 'aws-network-eu';
const fleet = 'aws-fleet-eu-fleet';
const foundation = 'google-foundation-search';
const azure = 'azure-network-foundry';
const add = (Type: string, Properties: object) => (document: Written) => (document.Resources.Extra = { Type, Properties });
const addTerraform = (type: string, body: object) => (document: Written) => (document.resource[type] = { extra: body });

describe('network/no-egress', () => {
  it('accepts the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each<[string, string, (document: Written) => void, string]>([
    ['a default route', network, add('AWS::EC2::Route', { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1' }), '0.0.0.0/0'],
    [
      'a security group open to everywhere',
      network,
      add('AWS::EC2::SecurityGroup', { SecurityGroupEgress: [{ IpProtocol: 'tcp', CidrIp: '0.0.0.0/0' }] }),
      '0.0.0.0/0',
    ],
    ['a security group that leaves the default', network, add('AWS::EC2::SecurityGroup', {}), 'lets every connection out'],
    ['an IPv6 rule of its own', network, add('AWS::EC2::SecurityGroupEgress', { IpProtocol: '-1', CidrIpv6: '::/0' }), '::/0'],
    ['a default route over a transit gateway', network, add('AWS::EC2::Route', { DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: 'tgw-1' }), '0.0.0.0/0'],
    ['half of a default route', network, add('AWS::EC2::Route', { DestinationCidrBlock: '128.0.0.0/1', TransitGatewayId: 'tgw-1' }), '128.0.0.0/1'],
    ['a default route for IPv6', network, add('AWS::EC2::Route', { DestinationIpv6CidrBlock: '::/0' }), '::/0'],
    ['an internet gateway', network, add('AWS::EC2::InternetGateway', {}), 'internet gateway'],
    ['a gateway attachment', network, add('AWS::EC2::VPCGatewayAttachment', {}), 'gateway attached'],
    ['a NAT gateway', network, add('AWS::EC2::NatGateway', {}), 'NAT gateway'],
    ['an egress-only gateway', network, add('AWS::EC2::EgressOnlyInternetGateway', {}), 'egress-only'],
    ['an Elastic IP', network, add('AWS::EC2::EIP', {}), 'Elastic IP'],
    ['a subnet with public addresses', network, (d) => (resourceOf(d, 'AWS::EC2::Subnet').MapPublicIpOnLaunch = true), 'MapPublicIpOnLaunch'],
    [
      'a node with a public address',
      fleet,
      (d) => (resourceOf(d, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.NetworkInterfaces = [{ AssociatePublicIpAddress: true }]),
      'AssociatePublicIpAddress',
    ],
    [
      'a task with a public address',
      fleet,
      (d) => (resourceOf(d, 'AWS::ECS::Service').NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp = 'ENABLED'),
      'AssignPublicIp',
    ],
    [
      'a network that keeps its default route',
      foundation,
      (d) => delete terraformResourceOf(d, 'google_compute_network').delete_default_routes_on_create,
      'delete_default_routes_on_create',
    ],
    [
      'a route to the default gateway',
      foundation,
      addTerraform('google_compute_route', { dest_range: '199.36.153.8/30', next_hop_gateway: 'default-internet-gateway' }),
      'default-internet-gateway',
    ],
    ['a default route of Google', foundation, addTerraform('google_compute_route', { dest_range: '0.0.0.0/0', next_hop_ip: '10.80.0.9' }), '0.0.0.0/0'],
    ['Cloud NAT', foundation, addTerraform('google_compute_router_nat', {}), 'Cloud NAT'],
    ['an external address', foundation, (d) => delete terraformResourceOf(d, 'google_compute_global_address').address_type, 'EXTERNAL'],
    [
      'an instance with an external address',
      foundation,
      addTerraform('google_compute_instance', { network_interface: [{ access_config: [{}] }] }),
      'access_config',
    ],
    ['a public IP address of Azure', azure, addTerraform('azurerm_public_ip', {}), 'public IP'],
    ['a NAT gateway of Azure', azure, addTerraform('azurerm_nat_gateway', {}), 'NAT gateway'],
    [
      'a subnet with outbound access by default',
      azure,
      (d) => delete terraformResourceOf(d, 'azurerm_subnet').default_outbound_access_enabled,
      'default_outbound_access_enabled',
    ],
    ['a route of Azure to the internet', azure, addTerraform('azurerm_route', { address_prefix: '20.0.0.0/8', next_hop_type: 'Internet' }), '20.0.0.0/8'],
    [
      'a default route in a table',
      azure,
      addTerraform('azurerm_route_table', { route: [{ address_prefix: '0.0.0.0/0', next_hop_type: 'VirtualAppliance' }] }),
      '0.0.0.0/0',
    ],
    [
      'a network interface with a public address',
      azure,
      addTerraform('azurerm_network_interface', { ip_configuration: [{ public_ip_address_id: 'ip' }] }),
      'public IP',
    ],
  ])('notices %s', (_, stack, change, message) => {
    expect(findingsAfter(rule, stack, change)).toMatchObject([
      { rule: 'network/no-egress', severity: 'fatal', stack: expect.stringContaining(stack), message: expect.stringContaining(message) },
    ]);
  });

  it.each<[string, string, (document: Written) => void]>([
    ['a route to a private range', network, add('AWS::EC2::Route', { DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId: 'tgw-1' })],
    ['an instance without external address', foundation, addTerraform('google_compute_instance', { network_interface: [{ access_config: [] }] })],
    ['a route of Azure to a private range', azure, addTerraform('azurerm_route', { address_prefix: '10.0.0.0/8', next_hop_type: 'VirtualAppliance' })],
  ])('accepts %s', (_, stack, change) => {
    expect(findingsAfter(rule, stack, change)).toEqual([]);
  });
});

describe('network/no-egress: a network that exists already', () => {
  const existing: Edit = [
    'zones:\n  eu: [EU27]',
    'existing:\n  networks:\n    eu: {id: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d, subnet-1a2b3c4d]}\nzones:\n  eu: [EU27]',
  ];
  const approved = (subject: string, expires: string): Edit => [
    '  foundry-review:',
    `  routes: {kind: private-network, subject: networks.${subject}, reference: review 12, grantedBy: network@acme.example, grantedOn: 2026-10-01, expires: ${expires}}\n  foundry-review:`,
  ];

  it('needs an approval where model servers stand in it', () => {
    const [finding, ...rest] = topologyFindings(rule, [existing]);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ path: 'existing.networks.eu', severity: 'fatal' });
    expect(lineOf(finding, [existing])).toBe('eu: {id: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d, subnet-1a2b3c4d]}');
    expect(topologyFindings(rule, [existing, approved('eu', '2027-09-30')])).toEqual([]);
  });

  it('takes no approval of another network, and none that has lapsed', () => {
    expect(topologyFindings(rule, [existing, approved('us', '2027-09-30')])).toHaveLength(1);
    expect(topologyFindings(rule, [existing, approved('eu', '2026-11-23')])).toMatchObject([{ message: expect.stringContaining('routes is not in force') }]);
  });

  it('needs one where only a gateway and a host without nodes are: prompts pass there', () => {
    expect(topologyFindings(rule, [[existing[0], existing[1].replace('    eu:', '    us:')]])).toMatchObject([
      { path: 'existing.networks.us', message: expect.stringContaining('us-bedrock, the gateway of zone us are in us') },
    ]);
  });

  it('needs none where nothing runs', () => {
    const idle: Edit = [
      '  grounding:\n    cloud: google',
      '  west: {cloud: aws, account: prod, region: us-west-2, cidr: 10.42.0.0/16}\n  grounding:\n    cloud: google',
    ];
    expect(topologyFindings(rule, [idle, [existing[0], existing[1].replace('    eu:', '    west:')]])).toEqual([]);
  });
});

describe('on Google', () => {
  const rules = (document: Written) => Object.values<Json>(document.resource.google_compute_firewall);

  it.each<[string, string, (document: Written) => void, string]>([
    ['a public address of a node', 'google-fleet-eu-gce', (document) => void (template(document).network_interface[0].access_config = [{}]), 'access_config'],
    [
      'connections out to anywhere',
      'google-foundation-gpu',
      (document) =>
        void rules(document)
          .find(({ direction, allow }) => direction === 'EGRESS' && allow)
          .destination_ranges.push('0.0.0.0/0'),
      'lets connections out to 0.0.0.0/0',
    ],
    [
      'connections out to nowhere said',
      'google-foundation-gpu',
      (document) => delete rules(document).find(({ direction, allow }) => direction === 'EGRESS' && allow).destination_ranges,
      'destination_ranges is absent',
    ],
    [
      'a Cloud NAT',
      'google-foundation-gpu',
      (document) => void (document.resource.google_compute_router_nat = { nat: { name: 'nat' } }),
      'a Cloud NAT gateway',
    ],
  ])('sees %s', (_, stack, change, message) => {
    expect(findings(rule, [], googleFleet)).toEqual([]);
    expect(onGoogleFleet(rule, change, stack)).toMatchObject([{ severity: 'fatal', message: expect.stringContaining(message) }]);
  });
});
