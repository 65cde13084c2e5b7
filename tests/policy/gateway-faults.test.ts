import { describe, expect, it } from 'vitest';
import { rules } from '../../policy/rules.js';
import { foundAfter, rehearsed } from '../support/gateway.js';
import { address, cluster, elsewhere, firstRoute, type Json, listener, manager, processing, routes } from '../support/gateway-edits.js';

/** All that judges files of a gateway, as `check --no-resynth` does. */
const judging = rules.filter(({ gateway }) => gateway !== undefined);

/** A fault in one file: what, where, and which rule has to name it with these words. */
type Fault = readonly [what: string, zone: string, file: string, change: (json: Json) => void, rule: string, says: string];

const reach = 'residency/gateway-reach';
const decision = 'identity/gateway-decision';
const caller = 'identity/gateway-caller';
const content = 'data-use/gateway-content';
const transit = 'encryption/in-transit';
const form = 'state/gateway-form';
const callerTokens = 'identity/caller-tokens';

const tls = (envoy: Json, name: string): Json => cluster(envoy, name).transport_socket.typed_config.common_tls_context;
const thresholds = (envoy: Json, name: string): Json => cluster(envoy, name).circuit_breakers.thresholds[0];
const options = (envoy: Json, name: string): Json =>
  cluster(envoy, name).typed_extension_protocol_options['envoy.extensions.upstreams.http.v3.HttpProtocolOptions'];

const tokensOfNobody = {
  issuer: 'https://evil.example',
  audience: 'a',
  algorithms: ['ES256'],
  keys: [{ kid: 'k', kty: 'EC', alg: 'ES256', use: 'sig', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) }],
  longestSeconds: 86_400,
  teamClaim: 'team',
  workloadClaim: 'roles',
  opens: { x: ['chat'] },
};

const byTopology: Readonly<Record<string, readonly Fault[]>> = {
  'topology.yaml': [
    ['policy service removed', 'eu', 'envoy.json', (e) => void manager(e, 'entry').http_filters.shift(), decision, 'sends no request to the policy service'],
    ['policy service failing open', 'any', 'envoy.json', (e) => void (processing(e).typed_config.failure_mode_allow = true), decision, 'failure_mode_allow'],
    [
      'answers of the policy service ignored',
      'eu',
      'envoy.json',
      (e) => void (processing(e).typed_config.observability_mode = true),
      reach,
      'observability_mode',
    ],
    [
      'refusals of the policy service ignored',
      'eu',
      'envoy.json',
      (e) => void (processing(e).typed_config.disable_immediate_response = true),
      form,
      'disable_immediate_response',
    ],
    [
      'a policy service that may choose hosts',
      'eu',
      'envoy.json',
      (e) => void (processing(e).typed_config.mutation_rules.allow_all_routing = true),
      form,
      'allow_all_routing',
    ],
    [
      'a policy service that may look at less',
      'eu',
      'envoy.json',
      (e) => processing(e).typed_config.allowed_override_modes.push({ request_body_mode: 'NONE' }),
      form,
      'allowed_override_modes[3]',
    ],
    ['a policy service that is waited for too long', 'eu', 'envoy.json', (e) => void (processing(e).typed_config.message_timeout = '3600s'), form, '30s'],
    [
      'keys that go on to hosts',
      'eu',
      'envoy.json',
      (e) => void manager(e, 'entry').http_filters[1].typed_config.mutations.request_mutations.shift(),
      form,
      'authorization',
    ],
    [
      'headers by which callers speak to Envoy',
      'eu',
      'envoy.json',
      (e) => void manager(e, 'entry').early_header_mutation_extensions[0].typed_config.mutations.splice(2, 1),
      form,
      'early_header_mutation_extensions',
    ],
    [
      'an id that callers choose',
      'eu',
      'envoy.json',
      (e) => void (manager(e, 'entry').preserve_external_request_id = true),
      form,
      'preserve_external_request_id',
    ],
    ['the region of a model', 'us', 'translator.json', (t) => void (t.deployments['variable.us-bedrock'].region = 'us-west-2'), reach, 'us-west-2'],
    ['no guardrail', 'us', 'translator.json', (t) => void (t.deployments['variable.us-bedrock'].guardrail = 'none'), form, 'guardrail none'],
    ['another guardrail', 'us', 'translator.json', (t) => void (t.deployments['variable.us-bedrock'].guardrail.version = '2'), form, 'guardrail.version'],
    [
      'a cluster more',
      'eu',
      'envoy.json',
      (e) => e.static_resources.clusters.push({ ...cluster(e, 'host.eu-production.eu-fleet'), name: 'copy' }),
      form,
      'clusters.copy',
    ],
    ['a listener more', 'eu', 'envoy.json', (e) => e.static_resources.listeners.push({ ...listener(e, 'entry'), name: 'second' }), form, 'listeners.second'],
    ['a listener on another port', 'eu', 'envoy.json', (e) => void (listener(e, 'entry').address.socket_address.port_value = 80), form, 'port_value 80'],
    [
      'verification off',
      'eu',
      'envoy.json',
      (e) => void (tls(e, 'host.eu-production.eu-fleet').validation_context.trust_chain_verification = 'ACCEPT_UNTRUSTED'),
      transit,
      'takes any certificate',
    ],
    ['TLS off', 'eu', 'envoy.json', (e) => void delete cluster(e, 'host.eu-production.eu-fleet').transport_socket, transit, 'without TLS'],
    ['TLS 1.0', 'eu', 'envoy.json', (e) => void (tls(e, 'host.eu-production.eu-fleet').tls_params.tls_minimum_protocol_version = 'TLSv1_0'), form, 'TLSv1_0'],
    [
      'another authority',
      'eu',
      'envoy.json',
      (e) => void (tls(e, 'host.grounded.grounding').validation_context.trusted_ca.filename = '/etc/ssl/certs/ca-certificates.crt'),
      form,
      'ca-certificates',
    ],
    ['an entry in clear text', 'any', 'envoy.json', (e) => void delete listener(e, 'entry').filter_chains[0].transport_socket, transit, 'without TLS'],
    ['log level debug', 'eu', 'processes.json', (p) => void (p.envoy.arguments[3] = 'debug'), content, 'log level debug'],
    ['another configuration', 'eu', 'processes.json', (p) => p.envoy.arguments.push('--config-yaml', '{}'), form, '--config-yaml'],
    ['a program of Node before ours', 'eu', 'processes.json', (p) => p.policy.arguments.unshift('--require', '/tmp/x.js'), form, '--require'],
    [
      'admin exposed',
      'eu',
      'envoy.json',
      (e) => void (e.admin.address = { socket_address: { address: '0.0.0.0', port_value: 9901 } }),
      decision,
      '0.0.0.0:9901',
    ],
    ['a cap more', 'any', 'envoy.json', (e) => void (thresholds(e, 'host.global-assist.eu-fleet').max_requests = 100_000), form, 'Allowed: 796'],
    ['a cap of residents', 'eu', 'envoy.json', (e) => void (thresholds(e, 'host.eu-production.eu-fleet').max_requests = 10), form, 'max_requests 10'],
    ['retries that Envoy counts', 'any', 'envoy.json', (e) => void (thresholds(e, 'pool.global-assist').max_retries = 3), form, 'max_retries 3'],
    [
      'no next host for a full one',
      'any',
      'envoy.json',
      (e) => void routes(e, 'entry')[2]?.route.retry_policy.retriable_status_codes.pop(),
      form,
      'retriable_status_codes[3]',
    ],
    ['a second try at one host', 'eu', 'envoy.json', (e) => void (firstRoute(e, 'entry').route.retry_policy = { num_retries: 5 }), form, 'retry_policy'],
    ['an answer that may take an hour', 'eu', 'envoy.json', (e) => void (firstRoute(e, 'entry').route.timeout = '3600s'), form, 'Allowed: 900s'],
    [
      'a fetch as somebody else',
      'eu',
      'tokens.json',
      (t) => void (t.credentials['grounded.grounding'].serviceAccount = 'owner@other.iam.gserviceaccount.com'),
      form,
      'owner@other',
    ],
    [
      'the key of another fleet',
      'any',
      'tokens.json',
      (t) => void (t.credentials['global-assist.eu-fleet'].secret = 'arn:aws:secretsmanager:eu-north-1:111122223333:secret:other'),
      form,
      'secret:other',
    ],
    [
      'a broker of somebody else',
      'any',
      'tokens.json',
      (t) => void (t.credentials['development.dev-foundry'].through.arn = 'arn:aws:lambda:eu-north-1:999999999999:function:x'),
      form,
      '999999999999',
    ],
    [
      'another tenant',
      'any',
      'tokens.json',
      (t) => void (t.credentials['development.dev-foundry'].tenant = '99999999-9999-4999-8999-999999999999'),
      form,
      '99999999-',
    ],
    [
      'the role of another workload',
      'any',
      'tokens.json',
      (t) => void (t.credentials['global-assist.eu-fleet'].role = 'arn:aws:iam::111122223333:role/llama-platform-acme-development'),
      caller,
      'llama-platform-acme-development',
    ],
    [
      'a field that steers',
      'any',
      'policy.json',
      (p) => void (p.workloads['global-assist'].fields.priority = { is: 'integer', min: -9, max: 9 }),
      content,
      'priority',
    ],
    ['a field that is taken away', 'any', 'policy.json', (p) => void delete p.workloads.development.fields.temperature, form, 'fields.temperature'],
    ['a background workload before residents', 'any', 'policy.json', (p) => void (p.workloads['global-assist'].priority = 0), form, 'priority 0'],
    ['keys of callers from elsewhere', 'eu', 'policy.json', (p) => void (p.keys = '/tmp/keys.json'), form, '/tmp/keys.json'],
    ['a larger body', 'eu', 'policy.json', (p) => void (p.workloads.grounded.bodyBytes = 9_000_000), form, 'bodyBytes'],
    ['passages without end', 'eu', 'policy.json', (p) => void (p.workloads.grounded.grounding.passages = 50), form, 'passages 50'],
    [
      'a template that filters less',
      'eu',
      'policy.json',
      (p) => void (p.workloads.grounded.guard.by[0].template = 'projects/x/locations/y/templates/z'),
      form,
      'templates/z',
    ],
    [
      'a log of what callers send',
      'eu',
      'envoy.json',
      (e) => void (manager(e, 'entry').access_log[0].typed_config.log_format.json_format.all = '%REQ(X-PROMPT)%'),
      content,
      'writes all',
    ],
    [
      'a path of another endpoint',
      'eu',
      'envoy.json',
      (e) => void (firstRoute(e, 'hop.grounded.grounding').route.prefix_rewrite = '/v1beta1/projects/p/locations/l/endpoints/2/chat/completions'),
      form,
      'endpoints/2',
    ],
  ],
  'examples/us-maverick.yaml': [
    [
      'the fleet after Bedrock',
      'us',
      'envoy.json',
      (e) => cluster(e, 'pool.claims').load_assignment.endpoints.forEach((one: Json, index: number) => void (one.priority = 1 - index)),
      reach,
      'as number 2',
    ],
    [
      'the deployment of another workload',
      'us',
      'envoy.json',
      (e) => void (firstRoute(e, 'hop.claims.us-bedrock').route.prefix_rewrite = '/agents.us-bedrock/v1/chat/completions'),
      reach,
      'no host of its route',
    ],
    [
      'a translator elsewhere',
      'us',
      'envoy.json',
      (e) => void (address(cluster(e, 'host.claims.us-bedrock')).address = elsewhere),
      reach,
      'llama.us.acme.internal',
    ],
    ['a translator that waits for hours', 'us', 'translator.json', (t) => void (t.seconds.silent = 7_200), form, 'seconds.silent'],
    ['a third translator', 'us', 'translator.json', (t) => t.listen.push('/run/gateway/other.sock'), form, 'listen[2]'],
    [
      'prices of nobody',
      'us',
      'envoy.json',
      (e) => void (firstRoute(e, 'hop.claims.us-bedrock').metadata.filter_metadata['envoy.filters.http.lua'].price = { input: 0, output: 0 }),
      form,
      'price.input',
    ],
    [
      'another role',
      'us',
      'translator.json',
      (t) => void (t.deployments['claims.us-bedrock'].role = 'arn:aws:iam::111122223333:role/admin'),
      caller,
      'role/admin',
    ],
  ],
  'examples/sovereign.yaml': [
    ['no guard', 'eu', 'policy.json', (p) => void (p.workloads['case-files'].guard = 'none'), reach, 'case-files is not judged by'],
    ['a guard after the answer went out', 'eu', 'policy.json', (p) => void (p.workloads['case-files'].guard.after = 'none'), content, 'none after'],
    ['a guard that is another model', 'eu', 'policy.json', (p) => void (p.workloads['case-files'].guard.by[0].model = 'llama70'), form, 'model llama70'],
    ['a guard that is asked too long', 'eu', 'envoy.json', (e) => void (firstRoute(e, 'egress').route.timeout = '600s'), form, '600s'],
    [
      'windows as long as the answer',
      'eu',
      'policy.json',
      (p) => void (p.workloads['case-files'].guard.windowCharacters = 1_000_000),
      form,
      'windowCharacters',
    ],
    ['a guard without credential', 'eu', 'envoy.json', (e) => void options(e, 'guard.case-files.screen').http_filters.shift(), form, 'guard.case-files.screen'],
  ],
  'examples/landing-zone.yaml': [
    ['tokens of another zone', 'eu', 'policy.json', (p) => void (p.tokens.audience = 'llama-gateway-us'), callerTokens, 'llama-gateway-us'],
    ['tokens of another issuer', 'eu', 'policy.json', (p) => void (p.tokens.issuer = 'https://evil.example'), callerTokens, 'evil.example'],
    ['an algorithm more', 'eu', 'policy.json', (p) => p.tokens.algorithms.push('RS512'), callerTokens, 'signed with RS512'],
    ['a key of somebody else', 'eu', 'policy.json', (p) => p.tokens.keys.push({ ...p.tokens.keys[0], kid: 'mine' }), callerTokens, 'the key mine'],
    ['another key by the same name', 'eu', 'policy.json', (p) => void (p.tokens.keys[0].x = 'A'.repeat(43)), form, 'tokens.keys[0]'],
    ['tokens where there are keys alone', 'us', 'policy.json', (p) => void (p.tokens = tokensOfNobody), callerTokens, 'Allowed: keys alone'],
    ['a token for years', 'eu', 'policy.json', (p) => void (p.tokens.longestSeconds = 3_600), form, 'longestSeconds 3600'],
    ['a claim that opens more', 'eu', 'policy.json', (p) => p.tokens.opens['Llama.Chat'].push('answers'), form, 'tokens.opens'],
    ['ejections that never end', 'eu', 'envoy.json', (e) => void (cluster(e, 'pool.chat').outlier_detection.max_ejection_time = '86400s'), form, '86400s'],
    [
      'no ejection',
      'eu',
      'envoy.json',
      (e) => void delete cluster(e, 'pool.chat').outlier_detection,
      form,
      'lacks static_resources.clusters.pool.chat.outlier_detection',
    ],
    [
      'readiness without the policy service',
      'eu',
      'envoy.json',
      (e) => void delete manager(e, 'ready').http_filters[0].typed_config.cluster_min_healthy_percentages.policy,
      form,
      'cluster_min_healthy_percentages.policy',
    ],
    ['memory without end', 'eu', 'envoy.json', (e) => void delete e.overload_manager, form, 'lacks overload_manager'],
    ['the trap of gRPC', 'eu', 'envoy.json', (e) => void (e.layered_runtime.layers[0].static_layer = {}), form, 'ext_proc_graceful_grpc_close'],
    [
      'a flag of the runtime',
      'eu',
      'envoy.json',
      (e) => void (e.layered_runtime.layers[0].static_layer['envoy.reloadable_features.sanitize_te'] = false),
      form,
      'sanitize_te',
    ],
    [
      'names of an old address',
      'eu',
      'envoy.json',
      (e) => void (cluster(e, 'host.chat.fleet').cluster_type.typed_config.respect_dns_ttl = false),
      form,
      'respect_dns_ttl',
    ],
  ],
};

describe.each(Object.entries(byTopology))('files of %s', (file, faults) => {
  const deployed = rehearsed(file);

  it('are as they must be', () => expect(foundAfter(judging, deployed).map(({ message }) => message)).toEqual([]));

  it.each(faults)('%s is refused', (_, zone, name, change, rule, says) => {
    const edit = (text: string) => {
      const json = JSON.parse(text) as Json;
      change(json);
      return JSON.stringify(json, null, 2);
    };
    const found = foundAfter(judging, deployed, { zone, file: name, change: edit });
    const told = found.filter((finding) => finding.rule === rule && finding.severity === 'fatal').map(({ message }) => message);
    expect(told.join('\n')).toContain(says);
  });
});

describe('files that are no JSON', () => {
  const deployed = rehearsed();

  it.each<[string, string, (text: string) => string, string]>([
    ['a script that keeps what it sees', 'attempt.lua', (text) => text.replace('-- What is known', 'kept = {}\n-- What is known'), 'attempt.lua has sha256'],
    ['an authority of somebody else', 'trust/in-house.pem', (text) => text.replace('MII', 'MIJ'), 'holds another certificate'],
  ])('%s', (_, file, change, says) => {
    const found = foundAfter(judging, deployed, { zone: 'eu', file, change });
    expect(found).toMatchObject([{ rule: form, severity: 'fatal', message: expect.stringContaining(says) }]);
  });

  it('a certificate that is gone, and one more', () => {
    const { eu = {} } = deployed.files;
    const { 'trust/in-house.pem': certificate = '', ...others } = eu;
    const found = (files: Record<string, string>) =>
      foundAfter(judging, { ...deployed, files: { ...deployed.files, eu: files } }).map(({ message }) => message);
    expect(found(others)).toContainEqual('trust/in-house.pem is missing.');
    expect(found({ ...eu, 'trust/more.pem': certificate })).toEqual(['trust/more.pem is a certificate that nothing of the zone trusts.']);
  });
});

it('there are faults enough, and of each rule', () => {
  const all = Object.values(byTopology).flat();
  expect(all.length).toBeGreaterThanOrEqual(60);
  expect([...new Set(all.map(([, , , , rule]) => rule))].sort()).toEqual(judging.map(({ id }) => id).sort());
});
