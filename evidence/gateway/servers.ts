import type { EnvoyBootstrap, EnvoyCluster } from './envoy-schema.js';

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
}

export interface ServerTls {
  /** Names that its certificate must be made for, of which one suffices, and the name that is asked for. */
  readonly names: readonly string[];
  readonly sni: string;
  readonly trustedBy: string;
  readonly verified: boolean;
}

/** Every server outside the task. */
export function bootstrapServers({ static_resources: { clusters } }: EnvoyBootstrap): Server[] {
  return clusters.flatMap(serversOf);
}

/** Servers outside the task that a cluster connects to. */
export function serversOf(cluster: EnvoyCluster): Server[] {
  const common = { cluster: cluster.name, tls: tlsOf(cluster), credential: credentialOf(cluster) };
  return cluster.load_assignment.endpoints.flatMap(({ priority = 0, lb_endpoints }) =>
    lb_endpoints.flatMap(({ endpoint: { address } }) =>
      'socket_address' in address ? [{ ...common, priority, address: address.socket_address.address, port: address.socket_address.port_value }] : [],
    ),
  );
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
