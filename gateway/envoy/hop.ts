import { innerHeaders, sockets } from '../places.js';
import type { Hop, WorkloadPlan } from '../zone-plan.js';
import { attemptFilter, attemptLog, attemptMetadata } from './attempt.js';
import { httpOptions, limits, remoteCluster, socketCluster } from './clusters.js';
import { httpManager } from './http-manager.js';
import type { Json } from './json.js';
import { hopReplies } from './local-replies.js';
import { hopPolicy } from './policy-filter.js';

/** The second hop: one target of one host, with its own cap, credential, path and name. */
export function hopListener({ id }: WorkloadPlan, hop: Hop, { adapted, bufferBytes }: { adapted: boolean; bufferBytes: number }): Json {
  const name = `hop.${hop.name}`;
  return {
    name,
    internal_listener: {},
    per_connection_buffer_limit_bytes: bufferBytes,
    filter_chains: [
      {
        filters: [
          httpManager({
            name,
            filters: [...(adapted ? [hopPolicy(hop.name)] : []), attemptFilter()],
            virtualHosts: [{ name, domains: ['*'], routes: routesOf(hop) }],
            accessLog: attemptLog({ kind: 'attempt', workload: id, host: hop.host, place: hop.priority === 0 ? 'first' : 'overflow' }),
            settings: { ...hopReplies(), generate_request_id: false, stream_idle_timeout: '0s' },
          }),
        ],
      },
    ],
  };
}

/** To another path where it is asked for a stream and the host has one for these. */
function routesOf(hop: Hop): Json[] {
  const { server } = hop.target;
  if (server.protocol !== 'openai') return [routeTo(hop, `/${hop.name}/v1/chat/completions`)];
  const streams = { headers: [{ name: innerHeaders.mode, string_match: { exact: 'stream' } }] };
  return [...(server.streamPath === undefined ? [] : [routeTo(hop, server.streamPath, streams)]), routeTo(hop, server.path)];
}

function routeTo({ name, target }: Hop, path: string, match: Json = {}): Json {
  const { server } = target;
  const openAi = server.protocol === 'openai';
  return {
    match: { path: '/v1/chat/completions', ...match },
    ...attemptMetadata(target),
    route: {
      cluster: `host.${name}`,
      timeout: '0s',
      prefix_rewrite: path,
      ...(openAi && { host_rewrite_literal: server.endpoint.name }),
    },
    ...(openAi && { request_headers_to_add: Object.entries(server.headers).map(([key, value]) => ({ header: { key, value } })) }),
  };
}

/** What the second hop calls, and nothing else. */
export function hostCluster({ name, cap, target: { server } }: Hop, translators: number): Json {
  if (server.protocol === 'openai') return remoteCluster(`host.${name}`, server.endpoint, { secret: name, pinned: name, cap });
  const processes = Array.from({ length: translators }, (_, index) => sockets.translator(index));
  return socketCluster(`host.${name}`, processes, { ...limits(cap), ...httpOptions() });
}
