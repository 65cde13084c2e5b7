import { z } from 'zod';

/**
 * What is read of an Envoy bootstrap, and nothing else: a field that this does not list may bring a cluster, a route or a copy, so it is told.
 * Fields of `tuning` cannot lead a request anywhere; state/unreviewed-argument holds them to what was reviewed.
 */

const tuning = <Field extends string>(...fields: Field[]) =>
  Object.fromEntries(fields.map((field) => [field, z.unknown().optional()])) as Record<Field, z.ZodOptional<z.ZodUnknown>>;

/** An extension by its type alone: its name says nothing to Envoy. */
const extension = <Shape extends z.ZodRawShape>(type: string, shape: Shape) =>
  z.strictObject({ name: z.string(), typed_config: z.strictObject({ '@type': z.literal(`type.googleapis.com/envoy.${type}`), ...shape }) });

const pipe = z.strictObject({ pipe: z.strictObject({ path: z.string() }) });
const socket = z.strictObject({ socket_address: z.strictObject({ address: z.string(), port_value: z.int() }) });
const internal = z.strictObject({ envoy_internal_address: z.strictObject({ server_listener_name: z.string(), endpoint_id: z.string() }) });

const metadataMatch = z.strictObject({
  filter: z.string(),
  path: z.array(z.strictObject({ key: z.string() })).length(1),
  value: z.strictObject({ string_match: z.strictObject({ exact: z.string() }) }),
});

/** The headers that a route may ask about: no caller chooses a host by one. How an answer is asked for the policy service decides. */
const method = z.strictObject({ name: z.enum([':method', 'x-gateway-mode']), string_match: z.strictObject({ exact: z.string() }) });

const header = z.strictObject({ header: z.strictObject({ key: z.string(), value: z.string() }), append_action: z.string().optional() });

const route = z.strictObject({
  name: z.string().optional(),
  match: z.strictObject({
    path: z.string().optional(),
    prefix: z.string().optional(),
    dynamic_metadata: z.array(metadataMatch).optional(),
    headers: z.array(method).optional(),
  }),
  route: z
    .strictObject({
      cluster: z.string(),
      prefix_rewrite: z.string().optional(),
      host_rewrite_literal: z.string().optional(),
      ...tuning('timeout', 'idle_timeout', 'retry_policy'),
    })
    .optional(),
  direct_response: z.strictObject({ status: z.int(), ...tuning('body') }).optional(),
  request_headers_to_add: z.array(header).optional(),
  ...tuning('request_headers_to_remove', 'response_headers_to_add', 'response_headers_to_remove', 'metadata'),
});

const processing = extension('extensions.filters.http.ext_proc.v3.ExternalProcessor', {
  grpc_service: z.strictObject({
    envoy_grpc: z.strictObject({ cluster_name: z.string() }),
    initial_metadata: z.array(z.strictObject({ key: z.string(), value: z.string() })).optional(),
    ...tuning('timeout'),
  }),
  failure_mode_allow: z.boolean().optional(),
  processing_mode: z.record(z.string(), z.string()),
  ...tuning(
    'message_timeout',
    'max_message_timeout',
    'metadata_options',
    'route_cache_action',
    'mutation_rules',
    'allow_mode_override',
    'allowed_override_modes',
  ),
  ...tuning('request_attributes', 'forward_rules', 'disable_immediate_response'),
});

const httpFilter = z.union([
  processing,
  extension('extensions.filters.http.header_mutation.v3.HeaderMutation', tuning('mutations')),
  extension('extensions.filters.http.lua.v3.Lua', {
    default_source_code: z.strictObject({ filename: z.literal('/etc/gateway/attempt.lua') }),
    ...tuning('clear_route_cache'),
  }),
  extension('extensions.filters.http.health_check.v3.HealthCheck', {
    pass_through_mode: z.literal(false),
    ...tuning('headers', 'cluster_min_healthy_percentages'),
  }),
  extension('extensions.filters.http.local_ratelimit.v3.LocalRateLimit', tuning('stat_prefix', 'token_bucket', 'filter_enabled', 'filter_enforced')),
  extension('extensions.filters.http.set_filter_state.v3.Config', tuning('on_request_headers')),
  extension('extensions.filters.http.router.v3.Router', tuning('suppress_envoy_headers')),
]);

const accessLog = extension('extensions.access_loggers.stream.v3.StdoutAccessLog', {
  log_format: z.strictObject({
    json_format: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    ...tuning('omit_empty_values', 'formatters'),
  }),
}).extend({ filter: z.unknown().optional() });

const manager = extension('extensions.filters.network.http_connection_manager.v3.HttpConnectionManager', {
  http_filters: z.array(httpFilter),
  route_config: z.strictObject({
    name: z.string(),
    validate_clusters: z.literal(true),
    virtual_hosts: z.array(z.strictObject({ name: z.string(), domains: z.array(z.string()), routes: z.array(route), ...tuning('require_tls') })),
    ...tuning('response_headers_to_add', 'response_headers_to_remove', 'max_direct_response_body_size_bytes'),
  }),
  access_log: z.array(accessLog).optional(),
  ...tuning('stat_prefix', 'codec_type', 'server_header_transformation', 'server_name', 'normalize_path', 'merge_slashes', 'path_with_escaped_slashes_action'),
  ...tuning('use_remote_address', 'skip_xff_append', 'xff_num_trusted_hops', 'early_header_mutation_extensions', 'always_set_request_id_in_response'),
  ...tuning('generate_request_id', 'preserve_external_request_id', 'request_headers_timeout', 'request_timeout', 'stream_idle_timeout', 'drain_timeout'),
  ...tuning('common_http_protocol_options', 'http_protocol_options', 'http2_protocol_options', 'local_reply_config', 'max_request_headers_kb'),
  ...tuning('add_proxy_protocol_connection_state', 'delayed_close_timeout', 'stream_error_on_invalid_http_message', 'strip_any_host_port'),
});

/** Passes bytes on, through one tunnel to one name. */
const tunnel = extension('extensions.filters.network.tcp_proxy.v3.TcpProxy', {
  cluster: z.string(),
  tunneling_config: z.strictObject({ hostname: z.string().regex(/^[a-z0-9.-]+:\d+$/) }),
  ...tuning('stat_prefix', 'idle_timeout'),
});

/** One or the other, by its type, so that what is wrong in one is told of that one. */
const filter = z.strictObject({
  name: z.string(),
  typed_config: z.discriminatedUnion('@type', [manager.shape.typed_config, tunnel.shape.typed_config]),
});

const listener = z.strictObject({
  name: z.string(),
  address: z.union([socket, pipe]).optional(),
  internal_listener: z.strictObject({}).optional(),
  filter_chains: z
    .array(
      z.strictObject({
        transport_socket: extension('extensions.transport_sockets.tls.v3.DownstreamTlsContext', tuning('common_tls_context')).optional(),
        filters: z.array(filter).length(1),
        ...tuning('transport_socket_connect_timeout'),
      }),
    )
    .length(1),
  ...tuning('per_connection_buffer_limit_bytes', 'enable_reuse_port', 'tcp_backlog_size'),
});

const validation = z.strictObject({
  trusted_ca: z.strictObject({ filename: z.string() }),
  match_typed_subject_alt_names: z.array(z.strictObject({ san_type: z.literal('DNS'), matcher: z.strictObject({ exact: z.string() }) })).min(1),
  trust_chain_verification: z.string().optional(),
  verify_certificate_spki: z.array(z.string()).optional(),
});

const tls = extension('extensions.transport_sockets.tls.v3.UpstreamTlsContext', {
  sni: z.string(),
  common_tls_context: z.strictObject({ validation_context: validation, ...tuning('tls_params', 'alpn_protocols') }),
  ...tuning('max_session_keys'),
});

const raw = extension('extensions.transport_sockets.raw_buffer.v3.RawBuffer', {});
const inner = extension('extensions.transport_sockets.internal_upstream.v3.InternalUpstreamTransport', {
  transport_socket: raw,
  ...tuning('passthrough_metadata'),
});

const injector = extension('extensions.filters.http.credential_injector.v3.CredentialInjector', {
  overwrite: z.literal(true),
  allow_request_without_credential: z.literal(false).optional(),
  credential: extension('extensions.http.injected_credentials.generic.v3.Generic', {
    header: z.string(),
    credential: z.strictObject({
      name: z.string(),
      sds_config: z.strictObject({
        path_config_source: z.strictObject({ path: z.string(), ...tuning('watched_directory') }),
        ...tuning('resource_api_version', 'initial_fetch_timeout'),
      }),
    }),
  }),
});

const httpOptions = z.strictObject({
  '@type': z.literal('type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions'),
  http_filters: z.array(z.union([injector, extension('extensions.filters.http.upstream_codec.v3.UpstreamCodec', {})])).optional(),
  ...tuning('common_http_protocol_options', 'explicit_http_config', 'outlier_detection'),
});

/** TCP's probes of a connection that is silent; no source address and no other option of a socket. */
const probes = z.strictObject({ keepalive_time: z.int(), keepalive_interval: z.int(), keepalive_probes: z.int() });

const cluster = z.strictObject({
  name: z.string(),
  type: z.literal('STATIC').optional(),
  cluster_type: extension(
    'extensions.clusters.dns.v3.DnsCluster',
    tuning('dns_lookup_family', 'respect_dns_ttl', 'dns_refresh_rate', 'dns_failure_refresh_rate'),
  ).optional(),
  load_assignment: z.strictObject({
    cluster_name: z.string(),
    endpoints: z.array(
      z.strictObject({
        priority: z.int().optional(),
        lb_endpoints: z.array(
          z.strictObject({ endpoint: z.strictObject({ address: z.union([pipe, socket, internal]) }), load_balancing_weight: z.int().optional() }),
        ),
      }),
    ),
    ...tuning('policy'),
  }),
  transport_socket: z.union([tls, inner, raw]).optional(),
  typed_extension_protocol_options: z.strictObject({ 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': httpOptions }),
  upstream_connection_options: z.strictObject({ tcp_keepalive: probes }).optional(),
  ...tuning('connect_timeout', 'circuit_breakers', 'health_checks', 'common_lb_config', 'outlier_detection', 'lb_policy'),
  ...tuning('per_connection_buffer_limit_bytes', 'ignore_health_on_host_removal', 'close_connections_on_host_health_failure'),
});

/** Which paths of the administration are answered. */
const adminPath = z.union([z.strictObject({ exact: z.string() }), z.strictObject({ safe_regex: z.strictObject({ regex: z.string() }) })]);

export const bootstrapSchema = z.strictObject({
  node: z.strictObject({ id: z.string(), cluster: z.string() }),
  admin: z.strictObject({ address: z.union([pipe, socket]), allow_paths: z.array(adminPath).optional(), ...tuning('ignore_global_conn_limit') }).optional(),
  bootstrap_extensions: z.array(extension('extensions.bootstrap.internal_listener.v3.InternalListener', tuning('buffer_size_kb'))).optional(),
  layered_runtime: z.strictObject({ layers: z.array(z.strictObject({ name: z.string(), static_layer: z.record(z.string(), z.unknown()) })) }).optional(),
  static_resources: z.strictObject({ listeners: z.array(listener), clusters: z.array(cluster) }),
  ...tuning('overload_manager', 'default_regex_engine', 'stats_config', 'grpc_async_client_manager_config'),
});

export type EnvoyBootstrap = z.infer<typeof bootstrapSchema>;
export type EnvoyListener = z.infer<typeof listener>;
export type EnvoyCluster = z.infer<typeof cluster>;
export type EnvoyRoute = z.infer<typeof route>;
export type EnvoyFilter = z.infer<typeof httpFilter>;
