import type { EnvoyBootstrap, EnvoyCluster } from './envoy-schema.js';
import { tunnelOf } from './listeners.js';

/** A server outside the task, as a cluster calls it. */
export interface Server {
  readonly cluster: string;
  readonly priority: number;
  readonly address: string;
  readonly port: number;
  /** How it is made sure who answers; `none` without TLS. */
  readonly tls: ServerTls | 'none';
  /** File of the credential that requests carry; `none` where they carry nothing. */
  readonly credential: string | 'none';
  /** The proxy that the connection is opened through; `none` where it is opened directly. */
  readonly through: Connection | 'none';
}

/** What a task connects to. */
export interface Connection {
  readonly address: string;
  readonly port: number;
  readonly tls: ServerTls | 'none';
}

export interface ServerTls {
  /** Names that its certificate must be made for, of which one suffices, and the name that is asked for. */
  readonly names: readonly string[];
  readonly sni: string;
  readonly trustedBy: string;
  readonly verified: boolean;
}

/** Every server outside the task, and the proxies that some are called through. */
export function bootstrapServers(envoy: EnvoyBootstrap): Server[] {
  return envoy.static_resources.clusters.flatMap((cluster) => serversOf(cluster, envoy));
}

/** Servers outside the task that a cluster connects to: by themselves, or through a tunnel that an inner listener opens. */
export function serversOf(cluster: EnvoyCluster, { static_resources: { clusters, listeners } }: EnvoyBootstrap): Server[] {
  const common = { cluster: cluster.name, tls: tlsOf(cluster), credential: credentialOf(cluster) };
  return cluster.load_assignment.endpoints.flatMap(({ priority = 0, lb_endpoints }) =>
    lb_endpoints.flatMap(({ endpoint: { address } }): Server[] => {
      if ('socket_address' in address) return [{ ...common, priority, ...connectionTo(address), through: 'none' }];
      if (!('envoy_internal_address' in address)) return [];
      const inner = listeners.find(({ name }) => name === address.envoy_internal_address.server_listener_name);
      const tunnel = inner && tunnelOf(inner);
      if (tunnel === undefined) return [];
      const { address: name, port } = tunnel;
      return clusters
        .filter((one) => one.name === tunnel.cluster)
        .flatMap(connections)
        .map((through) => ({ ...common, priority, address: name, port, through }));
    }),
  );
}

function connections(cluster: EnvoyCluster): Connection[] {
  return cluster.load_assignment.endpoints.flatMap(({ lb_endpoints }) =>
    lb_endpoints.flatMap(({ endpoint: { address } }) => ('socket_address' in address ? [{ ...connectionTo(address), tls: tlsOf(cluster) }] : [])),
  );
}

function connectionTo({
  socket_address: { address, port_value: port },
}: {
  readonly socket_address: { readonly address: string; readonly port_value: number };
}) {
  return { address, port };
}

function tlsOf({ transport_socket }: EnvoyCluster): ServerTls | 'none' {
  const config = transport_socket?.typed_config;
  if (config === undefined || !('sni' in config)) return 'none';
  const { trusted_ca, match_typed_subject_alt_names, trust_chain_verification } = config.common_tls_context.validation_context;
  return {
    names: match_typed_subject_alt_names.map(({ matcher }) => matcher.exact),
    sni: config.sni,
    trustedBy: trusted_ca.filename,
    verified: trust_chain_verification === undefined || trust_chain_verification === 'VERIFY_TRUST_CHAIN',
  };
}

function credentialOf({ typed_extension_protocol_options: options }: EnvoyCluster): string | 'none' {
  const filters = options['envoy.extensions.upstreams.http.v3.HttpProtocolOptions'].http_filters ?? [];
  for (const { typed_config } of filters) {
    if ('credential' in typed_config) return typed_config.credential.typed_config.credential.sds_config.path_config_source.path;
  }
  return 'none';
}
