import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/network/as-derived.js';
import { type Json, resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { googleFleet } from '../../support/google-fleet.js';
import { topologies } from '../../support/topologies.js';

const network = 'aws-network-eu';
const fleet = 'aws-fleet-eu-fleet';
const gateway = 'aws-gateway-us';
const foundation = 'google-foundation-search';
const azure = 'azure-network-foundry';
const foundry = 'azure-foundry-dev-foundry';
const https = (peer: Json) => ({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, ...peer });
const group = (document: Written, index = 0): Json => resourceOf(document, 'AWS::EC2::SecurityGroup', index);
const add = (Type: string, Properties: Json) => (document: Written) => void (document.Resources['Added'] = { Type, Properties });
const endpoint = (document: Written): Json => resourceOf(document, 'AWS::EC2::VPCEndpoint', 1);
const denying = (document: Written, direction: string): [string, Json] => {
  const [found] = Object.entries<Json>(document.resource.google_compute_firewall).filter(
    ([, { deny, direction: of }]) => deny !== undefined && of === direction,
  );
  if (found === undefined) throw new Error(`no rule denies ${direction}`);
  return found;
};
const rules = (document: Written): Json[] => terraformResourceOf(document, 'azurerm_network_security_group').security_rule;

const idOf = (d: Written, start: string): string => Object.keys(d.Resources).find((id) => id.startsWith(start)) ?? '';
const listenerRule = (d: Written, start: string): Json => d.Resources[idOf(d, start)]?.Properties;
const targets = (d: Written): Json => resourceOf(d, 'AWS::ElasticLoadBalancingV2::TargetGroup');
const attributeOf = (d: Written, key: string) =>
  resourceOf(d, 'AWS::ElasticLoadBalancingV2::LoadBalancer').LoadBalancerAttributes.find(({ Key }: { Key: string }) => Key === key);

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it.each<[string, string, (document: Written) => void, string]>([
    [
      'a further range at the endpoints',
      network,
      (d) => group(d).SecurityGroupIngress.push(https({ CidrIp: '172.16.0.0/12' })),
      'admits tcp 443 172.16.0.0/12',
    ],
    ['another port at the endpoints', network, (d) => (group(d).SecurityGroupIngress[0].ToPort = 8443), '443-8443'],
    ['a further range at the load balancer', fleet, (d) => group(d).SecurityGroupIngress.push(https({ CidrIp: '10.99.0.0/16' })), '10.99.0.0/16'],
    ['a further destination of nodes', fleet, (d) => group(d, 1).SecurityGroupEgress.push(https({ CidrIp: '10.99.0.0/16' })), 'lets out tcp 443 10.99.0.0/16'],
    ['another group at the nodes', fleet, (d) => group(d, 1).SecurityGroupIngress.push(https({ SourceSecurityGroupId: 'sg-1' })), 'sg-1'],
    ['a further caller of a gateway', gateway, (d) => group(d).SecurityGroupIngress.push(https({ CidrIp: '10.99.0.0/16' })), 'admits tcp 443 10.99.0.0/16'],
    ['a further destination of a gateway', gateway, (d) => group(d, 1).SecurityGroupEgress.push(https({ CidrIp: '0.0.0.0/0' })), 'lets out tcp 443 0.0.0.0/0'],
    [
      'a caller past its load balancer',
      gateway,
      (d) => group(d, 1).SecurityGroupIngress.push(https({ CidrIp: '10.41.0.0/16' })),
      'admits tcp 443 10.41.0.0/16',
    ],
    ['a wider path', gateway, (d) => (listenerRule(d, 'Frontv1models').Conditions[0].PathPatternConfig.Values = ['/v1/*']), '/v1/*'],
    [
      'a rule by another condition',
      gateway,
      (d) => (listenerRule(d, 'Frontv1models').Conditions = [{ Field: 'host-header' }]),
      'Conditions.Field is host-header',
    ],
    ['a path less', gateway, (d) => void delete d.Resources[idOf(d, 'Frontv1models')], 'has no rule that serves /v1/models'],
    [
      'every path',
      gateway,
      (d) => (resourceOf(d, 'AWS::ElasticLoadBalancingV2::Listener').DefaultActions[0].Type = 'forward'),
      'DefaultActions.Type is forward',
    ],
    ['readiness asked where callers come in', gateway, (d) => (targets(d).HealthCheckPort = '8443'), 'HealthCheckPort is 8443'],
    ['a front in another network', gateway, (d) => (resourceOf(d, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Subnets = ['subnet-1']), 'subnet-1'],
    [
      'tasks in another network',
      gateway,
      (d) => (resourceOf(d, 'AWS::ECS::Service').NetworkConfiguration.AwsvpcConfiguration.Subnets = ['subnet-1']),
      'Allowed: ${ssm:/llama/acme/network/',
    ],
    ['targets in another network', gateway, (d) => (targets(d).VpcId = 'vpc-1'), 'VpcId is vpc-1'],
    ['requests in clear text', gateway, (d) => (targets(d).Protocol = 'HTTP'), 'Protocol is HTTP'],
    ['a name that leads elsewhere', gateway, (d) => (resourceOf(d, 'AWS::Route53::RecordSet').Name = 'llm.eu.acme.internal'), 'Name is llm.eu'],
    [
      'a fleet that forwards every path',
      fleet,
      (d) => (resourceOf(d, 'AWS::ElasticLoadBalancingV2::Listener').DefaultActions = resourceOf(d, 'AWS::ElasticLoadBalancingV2::ListenerRule').Actions),
      'DefaultActions.Type is forward',
    ],
    [
      'a path that vLLM answers without a key',
      fleet,
      (d) => resourceOf(d, 'AWS::ElasticLoadBalancingV2::ListenerRule').Conditions[0].PathPatternConfig.Values.push('/invocations'),
      '/invocations',
    ],
    [
      'paths by a header alone',
      fleet,
      (d) =>
        (resourceOf(d, 'AWS::ElasticLoadBalancingV2::ListenerRule').Conditions = [
          { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-llama-model', Values: ['*'] } },
        ]),
      'PathPatternConfig.Values is absent',
    ],
    [
      'a fleet that serves one path less',
      fleet,
      (d) => (resourceOf(d, 'AWS::ElasticLoadBalancingV2::ListenerRule').Conditions[0].PathPatternConfig.Values = ['/v1/models']),
      'has no rule that serves /v1/chat/completions',
    ],
    ['another prefix list', fleet, (d) => (group(d, 1).SecurityGroupEgress[1].DestinationPrefixListId = 'pl-12345678'), 'pl-12345678'],
    [
      'a rule of its own resource',
      fleet,
      add('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-1', ...https({ CidrIp: '10.99.0.0/16' }) }),
      'Allowed for what is behind it: nothing',
    ],
    ['an endpoint behind a group that nobody sees', network, (d) => (endpoint(d).SecurityGroupIds = ['sg-1']), 'sg-1'],
    ['a network of another range', network, (d) => (resourceOf(d, 'AWS::EC2::VPC').CidrBlock = '10.99.0.0/16'), 'Allowed: 10.40.0.0/16'],
    ['a subnet outside it', network, (d) => (resourceOf(d, 'AWS::EC2::Subnet').CidrBlock = '10.41.0.0/20'), 'a part of 10.40.0.0/16'],
    ['a route to another network', network, add('AWS::EC2::Route', { DestinationCidrBlock: '172.16.0.0/12', TransitGatewayId: 'tgw-1' }), 'no route'],
    ['an endpoint of a stranger’s service', network, (d) => (endpoint(d).ServiceName = 'com.amazonaws.vpce.eu-north-1.vpce-svc-1'), 'vpce-svc-1'],
    ['an endpoint that nothing needs', network, (d) => (endpoint(d).ServiceName = 'com.amazonaws.eu-north-1.sqs'), 'sqs'],
    [
      'an ingest job without the endpoint that holds its uploads',
      'aws-weights-ingest-eu-north-1',
      (d) => {
        for (const [id, { Type, Properties }] of Object.entries(d.Resources))
          if (Type === 'AWS::EC2::VPCEndpoint' && Properties.VpcEndpointType === 'Gateway') delete d.Resources[id];
      },
      'no private endpoint for s3',
    ],
    ['a second port of the load balancer', fleet, (d) => (resourceOf(d, 'AWS::ElasticLoadBalancingV2::Listener').Port = 8443), 'Port is 8443'],
    ['another certificate', fleet, (d) => (resourceOf(d, 'AWS::ElasticLoadBalancingV2::Listener').Certificates[0].CertificateArn = 'c'), 'CertificateArn is c'],
    [
      'a load balancer without access logs',
      fleet,
      (d) => (attributeOf(d, 'access_logs.s3.enabled').Value = 'false'),
      'access_logs.s3.enabled is false. Allowed: true',
    ],
    [
      'one that forwards malformed headers',
      fleet,
      (d) => (attributeOf(d, 'routing.http.drop_invalid_header_fields.enabled').Key = 'x'),
      'drop_invalid_header_fields.enabled is absent. Allowed: true',
    ],
    ['a public load balancer', fleet, (d) => (resourceOf(d, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Scheme = 'internet-facing'), 'Allowed: internal'],
    ['a denial of a part', foundation, (d) => (denying(d, 'EGRESS')[1].destination_ranges = ['10.0.0.0/8']), 'denies 10.0.0.0/8'],
    ['a denial of more than all', foundation, (d) => denying(d, 'EGRESS')[1].destination_ranges.push('10.0.0.0/8'), 'denies 0.0.0.0/0, 10.0.0.0/8'],
    ['no rule that denies egress', foundation, (d) => delete d.resource.google_compute_firewall[denying(d, 'EGRESS')[0]], 'denies all EGRESS'],
    ['one that is off', foundation, (d) => (denying(d, 'INGRESS')[1].disabled = true), 'denies all INGRESS'],
    ['one that denies a part', foundation, (d) => (denying(d, 'EGRESS')[1].destination_ranges = ['10.0.0.0/8']), 'denies all EGRESS'],
    ['one that becomes an opening', foundation, (d) => (denying(d, 'EGRESS')[1].allow = [{ protocol: 'tcp', ports: ['22'] }]), 'opens EGRESS tcp 22 0.0.0.0/0'],
    ['a bundle with every API', foundation, (d) => (terraformResourceOf(d, 'google_compute_global_forwarding_rule').target = 'all-apis'), 'vpc-sc'],
    ['a name that leads elsewhere', foundation, (d) => (terraformResourceOf(d, 'google_dns_record_set').rrdatas = ['203.0.113.1']), '203.0.113.1'],
    ['a zone that forwards', foundation, (d) => (terraformResourceOf(d, 'google_dns_managed_zone').forwarding_config = {}), 'forwarding_config'],
    ['a zone of another domain', foundation, (d) => (terraformResourceOf(d, 'google_dns_managed_zone').dns_name = 'huggingface.co.'), 'huggingface.co.'],
    [
      'a stranger’s service attachment',
      'google-vertex-grounding',
      (d) => (terraformResourceOf(d, 'google_compute_forwarding_rule').target = 'projects/other/regions/europe-west4/serviceAttachments/s'),
      'service attachment of an endpoint of this stack',
    ],
    ['a further range of a security group of Azure', azure, (d) => rules(d)[0].source_address_prefixes.push('10.99.0.0/16'), '10.99.0.0/16'],
    ['a denial of what comes in, in two ways at once', azure, (d) => (rules(d)[1].source_address_prefixes = ['0.0.0.0/0']), 'denies all Inbound'],
    ['an opening of another side', azure, (d) => (rules(d)[0].destination_address_prefix = '10.99.0.0/16'), 'on its own side 10.99.0.0/16'],
    ['no denial of what comes in', azure, (d) => rules(d).splice(1, 1), 'denies all Inbound'],
    ['no denial of what goes to the internet', azure, (d) => (rules(d)[2].access = 'Allow'), 'denies all Outbound'],
    ['a denial before what is opened', azure, (d) => (rules(d)[1].priority = 99), 'denies all Inbound'],
    ['a subnet without its group', azure, (d) => delete d.resource.azurerm_subnet_network_security_group_association, 'No association'],
    ['name servers of others', azure, (d) => (terraformResourceOf(d, 'azurerm_virtual_network').dns_servers = ['203.0.113.1']), 'dns_servers'],
    ['a private endpoint without a name', foundry, (d) => delete terraformResourceOf(d, 'azurerm_private_endpoint').private_dns_zone_group, 'is absent'],
    ['a private endpoint of another service', foundry, (d) => (connection(d).private_connection_resource_id = '/subscriptions/x'), '/subscriptions/x'],
    [
      'an address that may call a Foundry account',
      foundry,
      (d) => (terraformResourceOf(d, 'azurerm_cognitive_account').network_acls.ip_rules = ['203.0.113.1']),
      'ip_rules',
    ],
  ])('refuses %s', (_, stack, change, message) => {
    const found = findingsAfter(rule, stack, change);
    expect(found.map(({ severity }) => severity)).toContain('fatal');
    expect(found.map((one) => one.message).join('\n')).toContain(message);
  });

  it.each<[string, (document: Written) => void, string]>([
    ['a further source of nodes', (d) => terraformResourceOf(d, 'google_compute_firewall').source_ranges.push('10.99.0.0/16'), '10.99.0.0/16'],
    ['every machine', (d) => delete terraformResourceOf(d, 'google_compute_firewall').target_service_accounts, 'to every machine'],
    ['another port of nodes', (d) => (terraformResourceOf(d, 'google_compute_firewall').allow[0].ports = ['22']), 'tcp 22'],
    ['machines of others', (d) => (terraformResourceOf(d, 'google_compute_firewall').target_service_accounts = ['x@y.example']), 'to x@y.example'],
    [
      'nodes in the subnet of others',
      (d) =>
        (terraformResourceOf(d, 'google_compute_region_instance_template').network_interface[0].subnetwork =
          'projects/stranger/regions/europe-west4/subnetworks/x'),
      'network_interface.subnetwork is projects/stranger',
    ],
    ['weaker ciphers', (d) => (terraformResourceOf(d, 'google_compute_region_ssl_policy').profile = 'COMPATIBLE'), 'Allowed: RESTRICTED'],
    ['another certificate', (d) => (terraformResourceOf(d, 'google_compute_region_target_https_proxy').certificate_manager_certificates = ['c']), 'is c'],
  ])('refuses %s on Google', (_, change, message) => {
    const found = findingsAfter(rule, 'google-fleet-eu-gce', change, {}, googleFleet);
    expect(found.map((one) => one.message).join('\n')).toContain(message);
  });
});

describe('a network with a fleet on Azure', () => {
  const example = 'examples/azure-nodes.yaml';
  const network = 'azure-network-gpu';
  const nodes = 'azure-fleet-us-nd';
  const group = (document: Written, name: string): Json[] =>
    Object.entries<Json>(document.resource['azurerm_network_security_group']).find(([id]) => id.startsWith(name))?.[1].security_rule;
  const endpoint = (document: Written, name: string): Json =>
    Object.entries<Json>(document.resource['azurerm_private_endpoint']).find(([id]) => id.startsWith(name))?.[1];

  it('is accepted as it is emitted', () => expect(findings(rule, [], example)).toEqual([]));

  it.each<[string, string, (document: Written) => void, string]>([
    [
      'nodes that others call',
      network,
      (d) => (group(d, 'Fleets_nodes')[0].source_address_prefix = '10.44.0.0/16'),
      'opens Inbound Tcp 8000 from 10.44.0.0/16',
    ],
    ['another port of nodes', network, (d) => (group(d, 'Fleets_nodes')[0].destination_port_range = '22'), 'opens Inbound Tcp 22'],
    [
      'nodes that call the internet',
      network,
      (d) => (group(d, 'Fleets_nodes')[2].destination_address_prefix = 'Internet'),
      'opens Outbound Tcp 443 to Internet',
    ],
    ['nodes that may call anything else', network, (d) => (group(d, 'Fleets_nodes')[3].destination_address_prefix = 'Internet'), 'denies all Outbound to *'],
    ['a load balancer for everybody', network, (d) => group(d, 'Fleets_front')[0].source_address_prefixes.push('10.99.0.0/16'), '10.99.0.0/16'],
    [
      'a subnet of another range',
      network,
      (d) => (terraformResourceOf(d, 'azurerm_subnet', 1).address_prefixes = ['10.88.0.0/20']),
      'address_prefixes is 10.88.0.0/20',
    ],
    [
      'an endpoint to a registry of others',
      network,
      (d) => (endpoint(d, 'registry').private_service_connection.private_connection_resource_id = '/subscriptions/x'),
      'is /subscriptions/x',
    ],
    [
      'an endpoint that answers for other names',
      network,
      (d) => endpoint(d, 'registry').private_dns_zone_group.private_dns_zone_ids.push('/x/privatelink.openai.azure.com'),
      '/x/privatelink.openai.azure.com',
    ],
    [
      'a link for logs to anywhere',
      network,
      (d) => (terraformResourceOf(d, 'azurerm_monitor_private_link_scope').ingestion_access_mode = 'Open'),
      'ingestion_access_mode is Open',
    ],
    [
      'another address of the load balancer',
      nodes,
      (d) => (terraformResourceOf(d, 'azurerm_application_gateway').frontend_ip_configuration[0].private_ip_address = '10.88.4.9'),
      '10.88.4.9',
    ],
    ['a name that leads elsewhere', nodes, (d) => (terraformResourceOf(d, 'azurerm_private_dns_a_record').records = ['203.0.113.1']), '203.0.113.1'],
    [
      'nodes in another subnet',
      nodes,
      (d) => (terraformResourceOf(d, 'azurerm_linux_virtual_machine_scale_set').network_interface[0].ip_configuration[0].subnet_id = '/subscriptions/x'),
      'subnet_id is /subscriptions/x',
    ],
    [
      'a store that a range may call',
      'azure-weights-eastus',
      (d) => (terraformResourceOf(d, 'azurerm_storage_account').network_rules.ip_rules = ['203.0.113.1']),
      'ip_rules',
    ],
  ])('is refused with %s', (_, stack, change, message) => {
    expect(
      findingsAfter(rule, stack, change, {}, example)
        .map((one) => one.message)
        .join('\n'),
    ).toContain(message);
  });
});

function connection(document: Written): Json {
  return terraformResourceOf(document, 'azurerm_private_endpoint').private_service_connection;
}
