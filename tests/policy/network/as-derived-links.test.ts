import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/network/as-derived.js';
import { type Json, resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { linked, linkedElsewhere } from '../../support/linked.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, topologyWith } from '../../support/topologies.js';

const loaded = topologyWith([...linked, ...linkedElsewhere]);
const after = (stack: string, change: (document: Written) => void) => judge([rule], loaded, asOf, mutated(evidenceOf(loaded), stack, change));
const add = (Type: string, Properties: Json) => (document: Written) => void (document.Resources['Added'] = { Type, Properties });
const without = (type: string) => (document: Written) => {
  for (const [id, { Type }] of Object.entries<Json>(document.Resources)) if (Type === type) delete document.Resources[id];
};
const group = (document: Written, description: string): Json =>
  Object.values<Json>(document.Resources).find(({ Properties }) => String(Properties.GroupDescription).startsWith(description))?.Properties;
const table = (document: Written) => ({ Ref: Object.entries<Json>(document.Resources).find(([, { Type }]) => Type === 'AWS::EC2::RouteTable')?.[0] });
const route = (extra: Json) => (document: Written) => add('AWS::EC2::Route', { RouteTableId: table(document), ...extra })(document);

const [eu, us, fleet] = ['aws-network-eu', 'aws-network-us', 'aws-fleet-eu-fleet'] as const;
const [google, azure] = ['google-foundation-search', 'azure-network-foundry'] as const;
const tgw = 'tgw-0aaaaaaaaaaaaaaa1';

describe('network/as-derived: halves of links', () => {
  it('accepts what the topology derives, on every cloud', () => {
    expect(judge([rule], loaded, asOf, evidenceOf(loaded))).toEqual([]);
  });

  it.each<[string, string, (document: Written) => void, string]>([
    [
      'a route to a range that no link carries',
      eu,
      route({ DestinationCidrBlock: '10.50.0.0/16', TransitGatewayId: tgw }),
      'DestinationCidrBlock is 10.50.0.0/16',
    ],
    ['a part of a range that a link carries', eu, route({ DestinationCidrBlock: '10.41.7.0/24', TransitGatewayId: tgw }), '10.41.7.0/24'],
    ['a default route over the gateway', eu, route({ DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: tgw }), '0.0.0.0/0'],
    ['a carried range over another gateway', eu, route({ DestinationCidrBlock: '10.41.0.0/16', TransitGatewayId: 'tgw-1' }), 'TransitGatewayId is tgw-1'],
    [
      'the gateway of the other network',
      eu,
      route({ DestinationCidrBlock: '10.41.0.0/16', TransitGatewayId: 'tgw-0bbbbbbbbbbbbbbb2' }),
      'tgw-0bbbbbbbbbbbbbbb2',
    ],
    ['a carried range over peering', eu, route({ DestinationCidrBlock: '10.41.0.0/16', VpcPeeringConnectionId: 'pcx-1' }), 'VpcPeeringConnectionId is pcx-1'],
    ['a prefix list', eu, route({ DestinationPrefixListId: 'pl-1', TransitGatewayId: tgw }), 'DestinationPrefixListId is pl-1'],
    ['no routes', eu, without('AWS::EC2::Route'), 'no route to 10.41.0.0/16, 10.9.0.0/24'],
    ['no attachment', eu, without('AWS::EC2::TransitGatewayVpcAttachment'), `no attachment to ${tgw}`],
    ['an attachment to a stranger’s gateway', eu, (d) => (resourceOf(d, 'AWS::EC2::TransitGatewayVpcAttachment').TransitGatewayId = 'tgw-1'), 'is tgw-1'],
    [
      'another mode of the appliance',
      us,
      (d) => (resourceOf(d, 'AWS::EC2::TransitGatewayVpcAttachment').Options.ApplianceModeSupport = 'disable'),
      'ApplianceModeSupport is disable',
    ],
    ['names asked of a stranger', eu, (d) => (resourceOf(d, 'AWS::Route53Resolver::ResolverRule').TargetIps[0].Ip = '203.0.113.53'), '203.0.113.53'],
    ['every name asked of the other side', eu, (d) => (resourceOf(d, 'AWS::Route53Resolver::ResolverRule').DomainName = '.'), 'DomainName is .'],
    [
      'a rule that nobody declared',
      eu,
      (d) => (resourceOf(d, 'AWS::Route53Resolver::ResolverRuleAssociation').ResolverRuleId = 'rslvr-rr-1'),
      'ResolverRuleId is rslvr-rr-1',
    ],
    [
      'DNS to another server',
      eu,
      (d) => (group(d, 'DNS to name servers').SecurityGroupEgress[0].CidrIp = '203.0.113.53/32'),
      'lets out tcp 53 203.0.113.53/32',
    ],
    ['an answer at another address', us, (d) => (resourceOf(d, 'AWS::Route53Resolver::ResolverEndpoint').IpAddresses[0].Ip = '10.41.0.99'), '10.41.0.99'],
    ['questions of everybody', us, (d) => (group(d, 'DNS from').SecurityGroupIngress[0].CidrIp = '10.0.0.0/8'), 'admits tcp 53 10.0.0.0/8'],
    ['another port', us, (d) => (group(d, 'DNS from').SecurityGroupIngress[0].ToPort = 443), '53-443'],
    [
      'a certificate of another name',
      fleet,
      (d) => (resourceOf(d, 'AWS::CertificateManager::Certificate').DomainName = 'x.example'),
      'DomainName is x.example',
    ],
    [
      'a certificate of further names',
      fleet,
      (d) => (resourceOf(d, 'AWS::CertificateManager::Certificate').SubjectAlternativeNames = ['*.acme.internal']),
      'SubjectAlternativeNames',
    ],
    [
      'a public certificate',
      fleet,
      (d) => delete resourceOf(d, 'AWS::CertificateManager::Certificate').CertificateAuthorityArn,
      'CertificateAuthorityArn is absent',
    ],
    ['a public zone', fleet, (d) => delete resourceOf(d, 'AWS::Route53::HostedZone').VPCs, 'VPCs is absent'],
    ['a zone that a stranger sees', fleet, (d) => resourceOf(d, 'AWS::Route53::HostedZone').VPCs.push({ VPCId: 'vpc-1', VPCRegion: 'eu-north-1' }), 'vpc-1'],
    ['a zone of more than the name', fleet, (d) => (resourceOf(d, 'AWS::Route53::HostedZone').Name = 'acme.internal'), 'Name is acme.internal'],
    [
      'a name that leads elsewhere',
      fleet,
      (d) => (resourceOf(d, 'AWS::Route53::RecordSet').AliasTarget.DNSName = 'x.example'),
      'AliasTarget.DNSName is x.example',
    ],
    [
      'a listener with a certificate that exists',
      fleet,
      (d) => (resourceOf(d, 'AWS::ElasticLoadBalancingV2::Listener').Certificates[0].CertificateArn = 'arn:aws:acm:eu-north-1:1:certificate/1'),
      'AWS::CertificateManager::Certificate of this stack',
    ],
    [
      'a router that announces more',
      google,
      (d) => terraformResourceOf(d, 'google_compute_router').bgp.advertised_ip_ranges.push({ range: '10.0.0.0/8' }),
      '10.0.0.0/8',
    ],
    [
      'an attachment to a stranger’s Interconnect',
      google,
      (d) => (terraformResourceOf(d, 'google_compute_interconnect_attachment').interconnect = 'x'),
      'interconnect is x',
    ],
    ['a session with a stranger', google, (d) => (terraformResourceOf(d, 'google_compute_router_peer').peer_asn = 1), 'peer_asn is 1'],
    [
      'routes that nobody announces',
      google,
      (d) => (terraformResourceOf(d, 'google_compute_router_peer').custom_learned_ip_ranges = [{ range: '0.0.0.0/0' }]),
      'custom_learned_ip_ranges',
    ],
    ['an interface of a tunnel', google, (d) => (terraformResourceOf(d, 'google_compute_router_interface').vpn_tunnel = 'x'), 'vpn_tunnel'],
    [
      'a peering with a stranger',
      azure,
      (d) => (terraformResourceOf(d, 'azurerm_virtual_network_peering').remote_virtual_network_id = '/x'),
      'remote_virtual_network_id is /x',
    ],
    [
      'transit for others',
      azure,
      (d) => (terraformResourceOf(d, 'azurerm_virtual_network_peering').allow_gateway_transit = true),
      'allow_gateway_transit is true',
    ],
    [
      'zones that a stranger resolves',
      azure,
      (d) => (terraformResourceOf(d, 'azurerm_private_dns_zone_virtual_network_link').virtual_network_id = '/x'),
      'virtual_network_id is /x',
    ],
  ])('refuses %s', (_, stack, change, message) => {
    const found = after(stack, change);
    expect(found.map(({ severity }) => severity)).toContain('fatal');
    expect(found.map((one) => one.message).join('\n')).toContain(message);
  });
});
