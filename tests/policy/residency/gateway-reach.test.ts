import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/gateway-reach.js';
import { propertiesOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { foundAfter, rehearsed } from '../../support/gateway.js';
import { address, cluster, elsewhere, type Fault, firstRoute, type Json, manager, refuses } from '../../support/gateway-edits.js';
import { topologies } from '../../support/topologies.js';

const reference = rehearsed();

const faults: readonly Fault[] = [
  [
    'a cluster leads elsewhere',
    'eu',
    'envoy.json',
    (e) => void (address(cluster(e, 'host.eu-production.eu-fleet')).address = elsewhere),
    'llama.us.acme.internal:443',
  ],
  [
    'another name is asked for',
    'eu',
    'envoy.json',
    (e) => void (cluster(e, 'host.eu-production.eu-fleet').transport_socket.typed_config.sni = 'llama.us.acme.internal'),
    'as llama.us.acme.internal',
  ],
  [
    'a second address in a cluster',
    'eu',
    'envoy.json',
    (e) => cluster(e, 'host.eu-production.eu-fleet').load_assignment.endpoints[0].lb_endpoints.push({ endpoint: { address: elsewhere } }),
    'llama.us.acme.internal',
  ],
  [
    'a host of last resort',
    'eu',
    'envoy.json',
    (e) => cluster(e, 'pool.eu-production').load_assignment.endpoints.push({ priority: 1, lb_endpoints: [{ endpoint: { address: elsewhere } }] }),
    'llama.us.acme.internal',
  ],
  [
    'a cluster that nothing leads to',
    'eu',
    'envoy.json',
    (e) =>
      e.static_resources.clusters.push({
        ...cluster(e, 'host.eu-production.eu-fleet'),
        name: 'spare',
        load_assignment: { cluster_name: 'spare', endpoints: [{ lb_endpoints: [{ endpoint: { address: elsewhere } }] }] },
      }),
    'spare leads to',
  ],
  [
    'the order turned round',
    'any',
    'envoy.json',
    (e) => cluster(e, 'pool.global-assist').load_assignment.endpoints.forEach((one: Json, index: number) => void (one.priority = 1 - index)),
    'as number 2',
  ],
  ['the route of another workload', 'any', 'envoy.json', (e) => void (firstRoute(e, 'entry').route.cluster = 'pool.global-assist'), 'no host of its route'],
  [
    'a mirror',
    'eu',
    'envoy.json',
    (e) => void (firstRoute(e, 'entry').route.request_mirror_policies = [{ cluster: 'host.eu-production.eu-fleet' }]),
    'request_mirror_policies',
  ],
  ['a cluster from a header', 'eu', 'envoy.json', (e) => void (firstRoute(e, 'entry').route.cluster_header = 'x-cluster'), 'cluster_header'],
  [
    'a route by a header of the caller',
    'eu',
    'envoy.json',
    (e) => void (firstRoute(e, 'entry').match.headers = [{ name: 'x-zone', string_match: { exact: 'us' } }]),
    'headers',
  ],
  ['redirects that are followed', 'eu', 'envoy.json', (e) => void (firstRoute(e, 'entry').route.internal_redirect_policy = {}), 'internal_redirect_policy'],
  ['an original destination', 'eu', 'envoy.json', (e) => void (cluster(e, 'host.eu-production.eu-fleet').type = 'ORIGINAL_DST'), 'type'],
  [
    'a forward proxy',
    'eu',
    'envoy.json',
    (e) => void (cluster(e, 'host.eu-production.eu-fleet').cluster_type = { name: 'envoy.clusters.dynamic_forward_proxy', typed_config: {} }),
    'cluster_type',
  ],
  ['clusters from a control plane', 'eu', 'envoy.json', (e) => void (e.dynamic_resources = { cds_config: { ads: {} } }), 'dynamic_resources'],
  [
    'a tap',
    'eu',
    'envoy.json',
    (e) => manager(e, 'entry').http_filters.unshift({ name: 'tap', typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.tap.v3.Tap' } }),
    'http_filters',
  ],
  ['traces', 'eu', 'envoy.json', (e) => void (manager(e, 'entry').tracing = {}), 'tracing'],
  ['a sink of statistics', 'eu', 'envoy.json', (e) => void (e.stats_sinks = []), 'stats_sinks'],
  [
    'an access log over the network',
    'eu',
    'envoy.json',
    (e) =>
      void (manager(e, 'entry').access_log[0].typed_config['@type'] = 'type.googleapis.com/envoy.extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig'),
    'access_log',
  ],
  [
    'a hop that is missing',
    'any',
    'envoy.json',
    (e) => void (e.static_resources.listeners = e.static_resources.listeners.filter(({ name }: Json) => name !== 'hop.global-assist.us-bedrock')),
    'no such inner listener',
  ],
  [
    'a host left out',
    'any',
    'envoy.json',
    (e) => void cluster(e, 'pool.global-assist').load_assignment.endpoints.pop(),
    'Nothing in the files of any leads global-assist to us-bedrock',
  ],
  ['a region of Bedrock', 'us', 'translator.json', (t) => void (t.deployments['variable.us-bedrock'].region = 'us-west-2'), 'us-west-2'],
  [
    'an endpoint of Bedrock',
    'us',
    'translator.json',
    (t) => void (t.deployments['variable.us-bedrock'].endpoint = 'https://bedrock-runtime.us-west-2.amazonaws.com'),
    'us-west-2',
  ],
  [
    'a profile of another workload',
    'us',
    'translator.json',
    (t) => void (t.deployments['variable.us-bedrock'].modelId = 'arn:aws:bedrock:us-east-2:111122223333:application-inference-profile/other'),
    'profile/other',
  ],
  [
    'a guard elsewhere',
    'eu',
    'envoy.json',
    (e) => void (address(cluster(e, 'guard.grounded.grounding')).address.socket_address.address = 'modelarmor.us-central1.rep.googleapis.com'),
    'no guard and no index of grounded',
  ],
  [
    'an index elsewhere',
    'eu',
    'envoy.json',
    (e) => void (address(cluster(e, 'search.grounded.grounding')).address.socket_address.address = 'discoveryengine.googleapis.com'),
    'no guard and no index of grounded',
  ],
  [
    'an egress that nobody needs',
    'eu',
    'envoy.json',
    (e) => void (manager(e, 'egress').route_config.virtual_hosts[0].domains = ['anything']),
    'which no workload asks anything as anything',
  ],
  ['no guard', 'eu', 'policy.json', (p) => void (p.workloads.grounded.guard = 'none'), 'grounded is not judged by modelarmor'],
  ['a form of a process that nobody reads', 'eu', 'processes.json', (p) => void (p.sidecar = { arguments: [] }), 'sidecar'],
  ['a form that nobody reads', 'eu', 'policy.json', (p) => void (p.plugins = []), 'plugins'],
  ['a policy service elsewhere', 'eu', 'envoy.json', (e) => void (address(cluster(e, 'policy')).address = elsewhere), 'not the policy service'],
  [
    'secrets in the clear',
    'eu',
    'tokens.json',
    (t) => void (t.credentials['eu-production.eu-fleet'].secretsEndpoint = 'http://secretsmanager.eu-north-1.amazonaws.com'),
    'tokens.json: credentials.eu-production.eu-fleet.secretsEndpoint',
  ],
  [
    'Bedrock in the clear',
    'us',
    'translator.json',
    (t) => void (t.deployments['variable.us-bedrock'].endpoint = 'http://bedrock-runtime.us-east-2.amazonaws.com'),
    'translator.json: deployments.variable.us-bedrock.endpoint',
  ],
];

describe(rule.id, () => {
  it.each(topologies)('finds nothing in %s', (_, file) => {
    expect(foundAfter([rule], rehearsed(file)).map(({ message }) => message)).toEqual([]);
  });

  refuses(rule, reference, faults);

  it.each(['attempt.lua', 'envoy.json', 'policy.json', 'processes.json', 'tokens.json', 'translator.json'])('refuses a zone without %s', (file) => {
    expect(foundAfter([rule], reference, { zone: 'us', file, change: () => undefined })).not.toEqual([]);
  });

  it('refuses a zone that is known and has no files, and files of a zone that there is not', () => {
    const { us = {}, ...others } = reference.files;
    expect(foundAfter([rule], { ...reference, files: others }).map(({ path }) => path)).toEqual(['gateway.zones.us']);
    expect(foundAfter([rule], { ...reference, files: { ...reference.files, apac: us } }).map(({ path }) => path)).toEqual(['gateway.zones']);
  });

  it('refuses a name that is there twice, of which parsers take one or the other', () => {
    const twice = (text: string) => text.replace('"failure_mode_allow": false', '"failure_mode_allow": true, "failure_mode_allow": false');
    expect(foundAfter([rule], reference, { zone: 'eu', file: 'envoy.json', change: twice }).map(({ message }) => message)).toEqual([
      expect.stringContaining('has the name "failure_mode_allow" twice in one object'),
    ]);
  });

  it('refuses a file beside those that are read', () => {
    const { us = {}, ...others } = reference.files;
    const found = foundAfter([rule], { ...reference, files: { ...others, us: { ...us, 'override.json': '{}' } } });
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining('override.json')]);
  });

  it.each(topologies)('finds that tasks of %s may connect to what their files lead to, and to nothing else', (_, file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  const egress = (d: Written): Json[] => propertiesOf(d, 'TaskSecurityGroup').SecurityGroupEgress;
  it.each<[string, (d: Written) => void, string]>([
    [
      'a range more',
      (d) => egress(d).push({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.99.0.0/16' }),
      'Tasks of eu may connect to 10.99.0.0/16, which nothing in its files leads to.',
    ],
    ['a range less', (d) => egress(d).pop(), 'The files of eu lead to 10.80.'],
    ['another port', (d) => void Object.assign(egress(d)[3] ?? {}, { FromPort: 8443, ToPort: 8443 }), 'at 443, which its tasks may not connect to.'],
    [
      'a group of others',
      (d) => (propertiesOf(d, 'ServingService').NetworkConfiguration.AwsvpcConfiguration.SecurityGroups = ['sg-1']),
      'no security group of the stack',
    ],
  ])('refuses tasks with %s', (_, change, says) => {
    const found = findingsAfter(rule, 'aws-gateway-eu', change);
    expect(found.map(({ message }) => message).join('\n')).toContain(says);
    expect(found[0]).toMatchObject({ severity: 'fatal', path: 'gateway.zones.eu' });
  });
});
