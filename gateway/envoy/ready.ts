import { ports } from '../places.js';
import { httpManager } from './http-manager.js';
import { extension, type Json, socket } from './json.js';

/** Says whether this task takes requests: not while it drains, nor without the processes that it needs. `clusters`: theirs. */
export function readyListener(clusters: readonly string[]): Json {
  const check = extension('envoy.filters.http.health_check', 'envoy.extensions.filters.http.health_check.v3.HealthCheck', {
    pass_through_mode: false,
    headers: [{ name: ':path', string_match: { exact: '/ready' } }],
    cluster_min_healthy_percentages: Object.fromEntries(clusters.map((cluster) => [cluster, { value: 1 }])),
  });
  return {
    name: 'ready',
    address: socket('0.0.0.0', ports.ready),
    filter_chains: [{ filters: [httpManager({ name: 'ready', filters: [check], virtualHosts: [], accessLog: [] })] }],
  };
}
