import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/network/private-only.js';
import { resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter, lineOf, topologyFindings } from '../../support/findings.js';
import { googleFleet, onGoogleFleet } from '../../support/google-fleet.js';
import type { Edit } from '../../support/topologies.js';

const fleet = 'aws-fleet-eu-fleet';
const foundation = 'google-foundation-search';
const search = 'google-search-grounding';
const vertex = 'google-vertex-grounding';
const foundry = 'azure-foundry-dev-foundry';
const azure = 'azure-network-foundry';
const endpoint = (document: Written) => terraformResourceOf(document, 'google_vertex_ai_endpoint_with_model_garden_deployment');

describe('network/private-only', () => {
  it('accepts the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each<[string, string, (document: Written) => void, string]>([
    [
      'a load balancer on the internet',
      fleet,
      (d) => (resourceOf(d, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Scheme = 'internet-facing'),
      'internet-facing',
    ],
    ['a load balancer without scheme', fleet, (d) => delete resourceOf(d, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Scheme, 'absent'],
    ['a security group open to all', fleet, (d) => (resourceOf(d, 'AWS::EC2::SecurityGroup').SecurityGroupIngress[0].CidrIp = '0.0.0.0/0'), '0.0.0.0/0'],
    [
      'a rule open to all, apart from its group',
      fleet,
      (d) => (d.Resources.Extra = { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { CidrIpv6: '::/0' } }),
      '::/0',
    ],
    [
      'a bucket that may become public',
      fleet,
      (d) => (resourceOf(d, 'AWS::S3::Bucket').PublicAccessBlockConfiguration.BlockPublicPolicy = false),
      'BlockPublicPolicy',
    ],
    ['a function URL', fleet, (d) => (d.Resources.Extra = { Type: 'AWS::Lambda::Url', Properties: {} }), 'on the internet'],
    [
      'a bucket of Google that may become public',
      search,
      (d) => (terraformResourceOf(d, 'google_storage_bucket').public_access_prevention = 'inherited'),
      'inherited',
    ],
    [
      'a bucket of Google with access per object',
      search,
      (d) => delete terraformResourceOf(d, 'google_storage_bucket').uniform_bucket_level_access,
      'uniform_bucket_level_access',
    ],
    ['a grant to everybody', search, (d) => (terraformResourceOf(d, 'google_storage_bucket_iam_member').member = 'allUsers'), 'allUsers'],
    [
      'a firewall open to all',
      foundation,
      (d) => (d.resource.google_compute_firewall.extra = { direction: 'INGRESS', allow: [{ protocol: 'tcp' }], source_ranges: ['0.0.0.0/0'] }),
      '0.0.0.0/0',
    ],
    ['a forwarding rule on the internet', vertex, (d) => delete terraformResourceOf(d, 'google_compute_forwarding_rule').load_balancing_scheme, 'EXTERNAL'],
    ['a dedicated public endpoint', vertex, (d) => (endpoint(d).endpoint_config = { dedicated_endpoint_enabled: true }), 'dedicated_endpoint_enabled'],
    [
      'an endpoint without Private Service Connect',
      vertex,
      (d) => delete endpoint(d).endpoint_config.private_service_connect_config,
      'enable_private_service_connect',
    ],
    [
      'a Foundry account on the internet',
      foundry,
      (d) => (terraformResourceOf(d, 'azurerm_cognitive_account').public_network_access_enabled = true),
      'public_network_access_enabled is true',
    ],
    ['a Foundry account that does not say', foundry, (d) => delete terraformResourceOf(d, 'azurerm_cognitive_account').public_network_access_enabled, 'absent'],
    ['a vault whose rules let others in', foundry, (d) => (terraformResourceOf(d, 'azurerm_key_vault').network_acls.default_action = 'Allow'), 'Allow'],
    [
      'another service of Azure on the internet',
      foundry,
      (d) => (d.resource.azurerm_container_registry = { extra: { public_network_access_enabled: true } }),
      'public_network_access_enabled is true',
    ],
    [
      'a security rule open to all',
      azure,
      (d) => (terraformResourceOf(d, 'azurerm_network_security_group').security_rule[0].source_address_prefix = '*'),
      'admits *',
    ],
    [
      'a security rule open to a very wide range',
      azure,
      (d) => (terraformResourceOf(d, 'azurerm_network_security_group').security_rule[0].source_address_prefixes = ['0.0.0.0/1']),
      '0.0.0.0/1',
    ],
  ])('notices %s', (_, stack, change, message) => {
    expect(findingsAfter(rule, stack, change)).toMatchObject([
      { rule: 'network/private-only', severity: 'error', stack: expect.stringContaining(stack), message: expect.stringContaining(message) },
    ]);
  });

  it('names the endpoint of the host for what is emitted of it', () => {
    expect(findingsAfter(rule, vertex, (d) => (endpoint(d).endpoint_config = { dedicated_endpoint_enabled: true }))).toMatchObject([
      { path: 'hosts.grounding.endpoint' },
    ]);
  });

  it.each<[string, string, (document: Written) => void]>([
    ['an internal forwarding rule', vertex, (d) => (terraformResourceOf(d, 'google_compute_forwarding_rule').load_balancing_scheme = 'INTERNAL_MANAGED')],
    [
      'a firewall that lets a private range in',
      foundation,
      (d) => (d.resource.google_compute_firewall.extra = { direction: 'INGRESS', allow: [{ protocol: 'tcp' }], source_ranges: ['10.40.0.0/16'] }),
    ],
    [
      'a rule that refuses everybody',
      azure,
      (d) => (terraformResourceOf(d, 'azurerm_network_security_group').security_rule[0] = { direction: 'Inbound', access: 'Deny', source_address_prefix: '*' }),
    ],
  ])('accepts %s', (_, stack, change) => {
    expect(findingsAfter(rule, stack, change)).toEqual([]);
  });
});

describe('network/private-only: endpoint: public-dedicated', () => {
  const open: Edit = ['endpoint: private-psc', 'endpoint: public-dedicated'];
  const notOwned: Edit = [
    '    billingAccount: 000000-000000-000000\n      owns: true'.replace('    b', '      b'),
    '      billingAccount: 000000-000000-000000\n      owns: false',
  ];
  const internal: Edit = ['    dataClass: customer\n    class: grounded', '    dataClass: internal\n    class: grounded'];

  it('is refused for customer data and inside a perimeter, at its line', () => {
    const found = topologyFindings(rule, [open]);
    expect(found.map(({ path, severity }) => [path, severity])).toEqual([
      ['hosts.grounding.endpoint', 'error'],
      ['hosts.grounding.endpoint', 'error'],
    ]);
    expect(lineOf(found[0], [open])).toBe('endpoint: public-dedicated');
  });

  it('is refused for one reason alone', () => {
    expect(topologyFindings(rule, [open, internal])).toMatchObject([{ message: expect.stringContaining('perimeter') }]);
    expect(topologyFindings(rule, [open, notOwned])).toMatchObject([{ message: expect.stringContaining('grounded sends it customer data') }]);
  });

  it('counts a perimeter that exists already', () => {
    const existing: Edit = ['zones:\n  eu: [EU27]', 'existing:\n  perimeters: {search: accessPolicies/1/servicePerimeters/llama}\nzones:\n  eu: [EU27]'];
    expect(topologyFindings(rule, [open, internal, notOwned, existing])).toHaveLength(1);
  });

  it('is accepted without either, in the topology and as it is emitted', () => {
    expect(findings(rule, [open, internal, notOwned])).toEqual([]);
  });
});

describe('a fleet on Google', () => {
  it.each<[string, (document: Written) => void, string]>([
    [
      'a front on the internet',
      (document) => void (terraformResourceOf(document, 'google_compute_forwarding_rule').load_balancing_scheme = 'EXTERNAL_MANAGED'),
      'EXTERNAL_MANAGED',
    ],
    [
      'nodes that admit anybody',
      (document) => void terraformResourceOf(document, 'google_compute_firewall').source_ranges.push('0.0.0.0/0'),
      'admits 0.0.0.0/0',
    ],
  ])('is seen to have %s', (_, change, message) => {
    expect(findings(rule, [], googleFleet)).toEqual([]);
    expect(onGoogleFleet(rule, change)).toMatchObject([{ severity: 'error', message: expect.stringContaining(message) }]);
  });
});

describe('a fleet on Azure', () => {
  const example = 'examples/azure-nodes.yaml';
  const nodes = 'azure-fleet-us-nd';
  const weights = 'azure-weights-eastus';
  it.each<[string, string, (document: Written) => void, string]>([
    [
      'a load balancer with a public address',
      nodes,
      (d) => (terraformResourceOf(d, 'azurerm_application_gateway').frontend_ip_configuration[0].public_ip_address_id = '/subscriptions/x'),
      'public_ip_address_id gives it a public address',
    ],
    [
      'a node with a public address',
      nodes,
      (d) => (terraformResourceOf(d, 'azurerm_linux_virtual_machine_scale_set').network_interface[0].ip_configuration[0].public_ip_address = [{ name: 'x' }]),
      'public_ip_address gives it a public address',
    ],
    [
      'a place for logs that does not say',
      nodes,
      (d) => delete terraformResourceOf(d, 'azurerm_monitor_data_collection_endpoint').public_network_access_enabled,
      'public_network_access_enabled is absent',
    ],
    ['a store for everybody', weights, (d) => (terraformResourceOf(d, 'azurerm_storage_account').network_rules.default_action = 'Allow'), 'Allow'],
    [
      'a container for everybody',
      weights,
      (d) => (terraformResourceOf(d, 'azurerm_storage_container').container_access_type = 'blob'),
      'container_access_type is blob',
    ],
  ])('is noticed with %s', (_, stack, change, message) => {
    expect(findingsAfter(rule, stack, change, {}, example).map((one) => one.message)).toEqual([expect.stringContaining(message)]);
  });
});
