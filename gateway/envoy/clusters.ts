import { isIP } from 'node:net';
import { timeouts } from '../../constructs/timeouts.js';
import type { Endpoint } from '../../hosts/shared/host-gateway.js';
import { secretsDirectory, sockets } from '../places.js';
import { extension, type Json, pipe, seconds, socket, typed } from './json.js';
import { upstreamTls } from './tls.js';

/** Envoy's own defaults cut at 1,024 connections and 3 retries, which lose requests: what is to be held is held by name. */
const unheld = 4_294_967_295;

/** Limits of a cluster. `requests`: at most so many at once; beyond that Envoy answers 503 by itself. */
export function limits(requests: number | 'none' = 'none'): Json {
  const most = requests === 'none' ? unheld : requests;
  return { circuit_breakers: { thresholds: [{ max_connections: unheld, max_pending_requests: unheld, max_requests: most, max_retries: unheld }] } };
}

/** A server of a host, or a service beside one, reached over TLS. `secret` names the file of its credential, if it has one. */
export function remoteCluster(name: string, endpoint: Endpoint, { secret, pinned, cap }: { secret: string; pinned: string; cap: number | 'none' }): Json {
  const tunnelled = endpoint.through !== undefined;
  const tunnel = { envoy_internal_address: { server_listener_name: `tunnel.${secret}`, endpoint_id: secret } };
  return {
    name,
    ...(tunnelled || isIP(endpoint.address) !== 0 ? { type: 'STATIC' } : { cluster_type: resolved }),
    connect_timeout: seconds(timeouts.gateway.connect),
    // What goes into a tunnel leaves the task by the connection to the proxy, which is probed itself.
    ...(!tunnelled && probed),
    load_assignment: assignment(name, [tunnelled ? tunnel : socket(endpoint.address, endpoint.port)]),
    transport_socket: upstreamTls(endpoint, pinned),
    ...limits(cap),
    ...httpOptions([credentialFilter(secret)]),
  };
}

/** For connections that leave the task: networks forget those that are silent, and no answer comes then. */
export const probed: Json = {
  upstream_connection_options: {
    tcp_keepalive: {
      keepalive_time: timeouts.gateway.probe.after,
      keepalive_interval: timeouts.gateway.probe.interval,
      keepalive_probes: timeouts.gateway.probe.probes,
    },
  },
};

/** Every address of a name, for as long as its zone says. */
export const resolved = extension('envoy.clusters.dns', 'envoy.extensions.clusters.dns.v3.DnsCluster', { dns_lookup_family: 'V4_ONLY', respect_dns_ttl: true });

/** Processes of the same task, over their sockets. */
export function socketCluster(name: string, paths: readonly string[], options: Json): Json {
  return {
    name,
    type: 'STATIC',
    connect_timeout: seconds(timeouts.gateway.connect),
    load_assignment: assignment(name, paths.map(pipe)),
    ...options,
  };
}

/** The policy service, which speaks gRPC and says by gRPC whether it can decide. */
export function policyCluster(): Json {
  return socketCluster('policy', [sockets.policy], {
    ...limits(),
    typed_extension_protocol_options: {
      'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': typed('envoy.extensions.upstreams.http.v3.HttpProtocolOptions', {
        explicit_http_config: { http2_protocol_options: {} },
      }),
    },
    health_checks: [{ ...checking, grpc_health_check: {} }],
  });
}

/** Looks of readiness: of processes in the same task, so often and short, also where nobody calls: Envoy then looks once a minute unless told otherwise. */
export const checking = {
  interval: '2s',
  no_traffic_interval: '2s',
  timeout: '1s',
  unhealthy_threshold: 2,
  healthy_threshold: 1,
  always_log_health_check_failures: false,
};

/** HTTP/1.1 upstream, with filters that work on each attempt. */
export function httpOptions(filters: readonly Json[] = [], more: Json = {}): Json {
  return {
    typed_extension_protocol_options: {
      'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': typed('envoy.extensions.upstreams.http.v3.HttpProtocolOptions', {
        common_http_protocol_options: { idle_timeout: seconds(timeouts.gateway.keepAlive) },
        explicit_http_config: { http_protocol_options: {} },
        ...more,
        ...(filters.length > 0 && {
          http_filters: [...filters, extension('envoy.filters.http.upstream_codec', 'envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec')],
        }),
      }),
    },
  };
}

/** Puts the credential in place that the token provider keeps in a file; without one, no request leaves. */
function credentialFilter(secret: string): Json {
  return extension('envoy.filters.http.credential_injector', 'envoy.extensions.filters.http.credential_injector.v3.CredentialInjector', {
    overwrite: true,
    allow_request_without_credential: false,
    credential: extension('envoy.http.injected_credentials.generic', 'envoy.extensions.http.injected_credentials.generic.v3.Generic', {
      header: 'authorization',
      credential: {
        name: secret,
        sds_config: {
          resource_api_version: 'V3',
          initial_fetch_timeout: '1s',
          path_config_source: { path: `${secretsDirectory}/${secret}.json`, watched_directory: { path: secretsDirectory } },
        },
      },
    }),
  });
}

export function assignment(name: string, addresses: readonly Json[]): Json {
  return { cluster_name: name, endpoints: [{ lb_endpoints: addresses.map((address) => ({ endpoint: { address } })) }] };
}
