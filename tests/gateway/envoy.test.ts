import { describe, expect, it } from 'vitest';
import { gatewayFiles } from '../../gateway/files.js';
import { rehearsalOutputs } from '../../gateway/rehearsal.js';
import type { Json } from '../support/documents.js';
import { topologies, topologyWith } from '../support/topologies.js';

/** Configurations of every zone of every topology. */
const zones = topologies.flatMap(([name, file]) => {
  const { topology } = topologyWith([], file);
  return Object.entries(gatewayFiles(topology, rehearsalOutputs(topology)))
    .filter(([path]) => path.endsWith('/envoy.json'))
    .map(([path, text]): [string, Json] => [`${name} ${path.split('/')[0]}`, JSON.parse(text)]);
});
const clustersOf = (envoy: Json): Json[] => envoy.static_resources.clusters;
const listenersOf = (envoy: Json): Json[] => envoy.static_resources.listeners;
const managersOf = (envoy: Json): Json[] =>
  listenersOf(envoy).flatMap((listener) => {
    const { typed_config: filter } = listener.filter_chains[0].filters[0];
    return filter.http_filters === undefined ? [] : [filter];
  });
const named = (items: readonly Json[], name: string): Json => items.find((item) => item.name === name) ?? expect.fail(name);
const entryOf = (envoy: Json): Json => named(listenersOf(envoy), 'entry').filter_chains[0];
const modern = { tls_minimum_protocol_version: 'TLSv1_2', tls_maximum_protocol_version: 'TLSv1_3' };

describe.each(zones)('configuration of %s', (_, envoy) => {
  it('is whole as it is: nothing is fetched, and admin is a socket of the task', () => {
    expect(Object.keys(envoy).sort()).toEqual([
      'admin',
      'bootstrap_extensions',
      'grpc_async_client_manager_config',
      'layered_runtime',
      'node',
      'overload_manager',
      'static_resources',
    ]);
    // Longer than an answer of 900 s, and the 90 s in which its request arrives and is decided.
    expect(envoy.grpc_async_client_manager_config).toEqual({ max_cached_entry_idle_duration: '1800s' });
    expect(envoy.admin.address).toEqual({ pipe: { path: '/run/gateway/admin.sock' } });
    expect(JSON.stringify(envoy)).not.toMatch(/"(ads|api_config_source|ORIGINAL_DST|rds|eds_cluster_config|use_http_header|dynamic_forward_proxy\w*)"/);
    expect(envoy.layered_runtime.layers).toEqual([
      expect.objectContaining({ static_layer: { 'envoy.reloadable_features.ext_proc_graceful_grpc_close': true } }),
    ]);
  });

  it('speaks TLS 1.2 or later with whoever is called outside the task, and knows them by name and authority', () => {
    const remote = clustersOf(envoy).filter((cluster) => JSON.stringify(cluster.load_assignment).includes('socket_address'));
    for (const { name, transport_socket: socket } of remote) {
      expect([name, socket?.name]).toEqual([name, 'envoy.transport_sockets.tls']);
      const { sni, common_tls_context: context } = socket.typed_config;
      expect(context.tls_params).toEqual(modern);
      expect(context.validation_context).toMatchObject({
        trusted_ca: { filename: expect.stringMatching(/^\/etc\/(gateway\/trust\/[\w.-]+\.pem|ssl\/certs\/ca-certificates\.crt)$/) },
        match_typed_subject_alt_names: [{ san_type: 'DNS', matcher: { exact: sni } }],
        trust_chain_verification: 'VERIFY_TRUST_CHAIN',
      });
    }
    for (const cluster of clustersOf(envoy).filter((one) => !remote.includes(one)))
      expect(JSON.stringify(cluster.load_assignment)).not.toContain('socket_address');
  });

  it('calls nobody outside without a credential', () => {
    for (const cluster of clustersOf(envoy).filter(({ name }) => /^(host|guard|search)\./.test(name))) {
      if (JSON.stringify(cluster.load_assignment).includes('"pipe"')) continue;
      const [injector] = cluster.typed_extension_protocol_options['envoy.extensions.upstreams.http.v3.HttpProtocolOptions'].http_filters;
      expect(injector.typed_config).toMatchObject({ overwrite: true, allow_request_without_credential: false });
      const id = cluster.name.replace(/^(host|guard|search)\./, '');
      expect(injector.typed_config.credential.typed_config.credential.sds_config.path_config_source).toEqual({
        path: expect.stringMatching(new RegExp(`^/run/gateway/secrets/${id.replaceAll('.', '\\.').replace(/\\\.next$/, '(\\.next)?')}\\.json$`)),
        watched_directory: { path: '/run/gateway/secrets' },
      });
    }
  });

  it('asks the policy service first, lets nothing pass without it, and chooses routes by what it said alone', () => {
    const chain = entryOf(envoy);
    expect(chain.transport_socket.typed_config.common_tls_context.tls_params).toEqual(modern);
    const { http_filters: filters, route_config: routes, ...manager } = chain.filters[0].typed_config;
    expect(filters[0]).toMatchObject({
      name: 'envoy.filters.http.ext_proc',
      typed_config: {
        failure_mode_allow: false,
        grpc_service: { envoy_grpc: { cluster_name: 'policy' }, initial_metadata: [{ key: 'gateway-listener', value: 'entry' }] },
        processing_mode: { request_header_mode: 'SEND', request_body_mode: 'BUFFERED' },
        route_cache_action: 'CLEAR',
      },
    });
    expect(filters.at(-1).name).toBe('envoy.filters.http.router');
    expect(JSON.stringify(filters)).toContain('"remove":"authorization"');
    expect(manager).toMatchObject({
      codec_type: 'HTTP1',
      use_remote_address: true,
      skip_xff_append: true,
      path_with_escaped_slashes_action: 'REJECT_REQUEST',
      common_http_protocol_options: { headers_with_underscores_action: 'REJECT_REQUEST' },
    });
    // What is gone before Envoy reads it itself.
    const [{ typed_config: stripped }] = manager.early_header_mutation_extensions;
    const gone = ['x-gw-', 'x-gateway-', 'x-envoy-', 'x-forwarded-'].map((prefix) => ({ remove_on_match: { key_matcher: { prefix } } }));
    expect(stripped.mutations).toEqual([...gone, { remove: 'x-request-id' }]);
    expect(manager).not.toHaveProperty('preserve_external_request_id');
    for (const { match, route } of routes.virtual_hosts[0].routes.filter((one: Json) => one.route !== undefined)) {
      expect(Object.keys(match).sort()).toEqual(['dynamic_metadata', 'path']);
      expect(match.dynamic_metadata.map(({ filter, path }: Json) => `${filter}.${path[0].key}`)).toEqual(['gateway.workload', 'gateway.mode']);
      expect(route.cluster).toBe(`pool.${match.dynamic_metadata[0].value.string_match.exact}`);
    }
  });

  it('retries at the next host of the route alone, once for each', () => {
    for (const { route } of entryOf(envoy).filters[0].typed_config.route_config.virtual_hosts[0].routes.filter((one: Json) => one.route !== undefined)) {
      const steps = named(clustersOf(envoy), route.cluster).load_assignment.endpoints.length;
      if (steps === 1) expect(route.retry_policy).toBeUndefined();
      else {
        expect(route.retry_policy.num_retries).toBe(steps - 1);
        expect(route.retry_policy.retry_priority.name).toBe('envoy.retry_priorities.previous_priorities');
        expect(route.retry_policy.retriable_status_codes).toEqual([429, 502, 503, 504]);
      }
    }
  });

  it('hides what Envoy and hosts say of themselves', () => {
    for (const manager of managersOf(envoy)) {
      const router = manager.http_filters.at(-1);
      if (router.name === 'envoy.filters.http.router') expect(router.typed_config.suppress_envoy_headers).toBe(true);
      expect(['PASS_THROUGH', 'OVERWRITE'].includes(manager.server_header_transformation)).toBe(true);
    }
    // What answers a caller has the form of OpenAI's errors.
    const { mappers } = entryOf(envoy).filters[0].typed_config.local_reply_config;
    expect(mappers.length).toBeGreaterThan(5);
    // The policy's own refusals have that form already and pass as they are.
    const [refusals, ...others] = mappers;
    expect(refusals.filter.extension_filter.typed_config.expression).toBe('response.code_details.startsWith("policy:")');
    for (const { body_format_override: format } of others)
      expect(format).toMatchObject({
        content_type: 'application/json',
        json_format: { error: { message: expect.any(String), type: expect.any(String), param: null } },
      });
  });

  it('logs no content and no key', () => {
    for (const manager of managersOf(envoy)) expect(JSON.stringify(manager.access_log ?? [])).not.toMatch(/AUTHORIZATION|BODY|CONTENT\b/i);
  });
});

it('no listener but entry and ready is open to a network', () => {
  for (const [, envoy] of zones) {
    const open = listenersOf(envoy).filter((listener) => listener.internal_listener === undefined && listener.address.pipe === undefined);
    expect(open.map(({ name }) => name)).toEqual(['entry', 'ready']);
  }
});

it.each([
  // The largest request of a workload; ten passages of 2,000 characters, eight bytes each; and what else may be added.
  ['reference eu', 327_680 + 160_000 + 65_536],
  ['reference us', 1_089_536 + 65_536],
])('holds a request of %s after it was rewritten too', (name, bytes) => {
  const envoy = zones.find(([zone]) => zone === name)?.[1] ?? expect.fail(name);
  const limits = listenersOf(envoy).flatMap((listener) => (/^(entry|hop\.)/.test(listener.name) ? [listener.per_connection_buffer_limit_bytes] : []));
  expect([...new Set(limits)]).toEqual([bytes]);
});
