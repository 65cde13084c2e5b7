import { extension, type Json } from './json.js';

interface HttpManager {
  readonly name: string;
  readonly filters: readonly Json[];
  readonly virtualHosts: readonly Json[];
  readonly accessLog: readonly Json[];
  readonly settings?: Json;
}

/** What turns the bytes of a connection into requests and routes them. */
export function httpManager({ name, filters, virtualHosts, accessLog, settings = {} }: HttpManager): Json {
  return extension('envoy.filters.network.http_connection_manager', 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager', {
    stat_prefix: name,
    codec_type: 'HTTP1',
    server_header_transformation: 'PASS_THROUGH',
    normalize_path: true,
    merge_slashes: true,
    path_with_escaped_slashes_action: 'REJECT_REQUEST',
    http_filters: [...filters, extension('envoy.filters.http.router', 'envoy.extensions.filters.http.router.v3.Router', { suppress_envoy_headers: true })],
    route_config: { name, validate_clusters: true, virtual_hosts: virtualHosts },
    access_log: accessLog,
    ...settings,
  });
}
