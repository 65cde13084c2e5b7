import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/encryption/in-transit.js';
import { resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { foundAfter, rehearsed } from '../../support/gateway.js';
import { cluster, type Json, listener as listenerOf, refuses } from '../../support/gateway-edits.js';
import { onGoogleFleet } from '../../support/google-fleet.js';
import { topologies } from '../../support/topologies.js';

const fleet = 'aws-fleet-eu-fleet';
const vertex = 'google-vertex-grounding';
const foundry = 'azure-foundry-dev-foundry';
const listener = (document: Written) => resourceOf(document, 'AWS::ElasticLoadBalancingV2::Listener');
const bucketStatements = (document: Written) => resourceOf(document, 'AWS::S3::BucketPolicy').PolicyDocument.Statement;

describe('encryption/in-transit of an Application Gateway', () => {
  const gateway = (change: (one: Json) => void) =>
    findingsAfter(
      rule,
      'azure-fleet-us-nd',
      (document) => change(terraformResourceOf(document, 'azurerm_application_gateway')),
      {},
      'examples/azure-nodes.yaml',
    );

  it.each<[string, (one: Json) => void, string]>([
    ['a policy with TLS 1.0', (one) => (one.ssl_policy.policy_name = 'AppGwSslPolicy20150501'), 'ssl_policy is AppGwSslPolicy20150501'],
    ['no policy at all', (one) => delete one.ssl_policy, 'ssl_policy is absent'],
    ['a listener that speaks HTTP', (one) => (one.http_listener[0].protocol = 'Http'), 'speaks Http'],
  ])('refuses %s', (_, change, message) => {
    expect(gateway(change).map((one) => one.message)).toEqual([expect.stringContaining(message)]);
  });
});

describe('encryption/in-transit', () => {
  it('accepts the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each<[string, string, (document: Written) => void, string]>([
    ['a listener that speaks HTTP', fleet, (d) => (listener(d).Protocol = 'HTTP'), 'speaks HTTP'],
    ['a policy with TLS 1.0', fleet, (d) => (listener(d).SslPolicy = 'ELBSecurityPolicy-TLS13-1-0-2021-06'), 'TLS13-1-0'],
    ['no policy at all', fleet, (d) => delete listener(d).SslPolicy, 'absent'],
    ['a listener without certificate', fleet, (d) => delete listener(d).Certificates, 'no certificate'],
    ['a bucket without policy', fleet, (d) => removeType(d, 'AWS::S3::BucketPolicy'), 'refuses requests'],
    ['a refusal that is narrowed', fleet, (d) => (bucketStatements(d)[0].Condition.StringEquals = { 'aws:PrincipalAccount': '1' }), 'refuses requests'],
    ['a refusal that covers the bucket but no object', fleet, (d) => bucketStatements(d)[0].Resource.pop(), 'refuses requests'],
    ['a refusal turned into a permission', fleet, (d) => (bucketStatements(d)[0].Effect = 'Allow'), 'refuses requests'],
    ['a topic without policy', fleet, (d) => removeType(d, 'AWS::SNS::TopicPolicy'), 'refuses messages'],
    [
      'a forwarding rule to an HTTP proxy',
      vertex,
      (d) => (terraformResourceOf(d, 'google_compute_forwarding_rule').target = '${google_compute_region_target_http_proxy.p.id}'),
      'http_proxy',
    ],
    ['a type of Azure below TLS 1.2', foundry, (d) => (terraformResourceOf(d, 'azurerm_key_vault').minimum_tls_version = '1.0'), 'minimum_tls_version is 1.0'],
    [
      'a type of Azure that takes HTTP',
      foundry,
      (d) => (terraformResourceOf(d, 'azurerm_key_vault').https_traffic_only_enabled = false),
      'https_traffic_only_enabled',
    ],
  ])('notices %s', (_, stack, change, message) => {
    expect(findingsAfter(rule, stack, change)).toMatchObject([
      { rule: 'encryption/in-transit', severity: 'error', stack: expect.stringContaining(stack), message: expect.stringContaining(message) },
    ]);
  });

  it.each<[string, string, (document: Written) => void]>([
    ['an older name of a TLS 1.2 policy', fleet, (d) => (listener(d).SslPolicy = 'ELBSecurityPolicy-FS-1-2-Res-2020-10')],
    ['a network listener with TLS', fleet, (d) => (listener(d).Protocol = 'TLS')],
    [
      'a forwarding rule to an HTTPS proxy',
      vertex,
      (d) => (terraformResourceOf(d, 'google_compute_forwarding_rule').target = '${google_compute_region_target_https_proxy.p.id}'),
    ],
    ['a type of Azure with TLS 1.2', foundry, (d) => (terraformResourceOf(d, 'azurerm_key_vault').minimum_tls_version = 'TLS1_2')],
  ])('accepts %s', (_, stack, change) => {
    expect(findingsAfter(rule, stack, change)).toEqual([]);
  });
});

function removeType(document: Written, type: string): void {
  for (const [id, resource] of Object.entries(document.Resources)) if (resource.Type === type) delete document.Resources[id];
}

describe('a fleet on Google', () => {
  const proxy = (document: Written) => terraformResourceOf(document, 'google_compute_region_target_https_proxy');
  it.each<[string, (document: Written) => void, string]>([
    ['no policy of its proxy', (document) => delete proxy(document).ssl_policy, 'names no ssl_policy'],
    ['no certificate', (document) => delete proxy(document).certificate_manager_certificates, 'has no certificate'],
    ['TLS 1.0', (document) => delete terraformResourceOf(document, 'google_compute_region_ssl_policy').min_tls_version, 'TLS_1_0'],
    [
      'a proxy without TLS',
      (document) => void (terraformResourceOf(document, 'google_compute_forwarding_rule').target = '${google_compute_region_target_http_proxy.Front.id}'),
      'leads to',
    ],
  ])('is seen to have %s', (_, change, message) => {
    expect(onGoogleFleet(rule, change)).toMatchObject([{ path: 'hosts.eu-gce.endpoint', message: expect.stringContaining(message) }]);
  });
});

describe('the gateway', () => {
  const reference = rehearsed();
  const tls = (envoy: Json) => cluster(envoy, 'host.eu-production.eu-fleet').transport_socket.typed_config;

  it('makes sure who answers in every zone of every topology', () => {
    for (const [, file] of topologies) expect(foundAfter([rule], rehearsed(file))).toEqual([]);
  });

  refuses(rule, reference, [
    ['no TLS to a host', 'eu', 'envoy.json', (e) => delete cluster(e, 'host.eu-production.eu-fleet').transport_socket, 'without TLS'],
    [
      'any certificate',
      'eu',
      'envoy.json',
      (e) => void (tls(e).common_tls_context.validation_context.trust_chain_verification = 'ACCEPT_UNTRUSTED'),
      'takes any certificate',
    ],
    [
      'an authority that nobody named',
      'eu',
      'envoy.json',
      (e) => void (tls(e).common_tls_context.validation_context.trusted_ca.filename = '/tmp/ca.pem'),
      '/tmp/ca.pem',
    ],
    ['requests in the clear', 'eu', 'envoy.json', (e) => delete listenerOf(e, 'entry').filter_chains[0].transport_socket, 'takes requests without TLS'],
  ]);
});
