import { timeouts } from '../../constructs/timeouts.js';
import type { Endpoint, Through } from '../../hosts/shared/host-gateway.js';
import type { Hop, ZonePlan } from '../zone-plan.js';
import { assignment, httpOptions, limits, probed, resolved } from './clusters.js';
import { extension, type Json, seconds, socket } from './json.js';
import { upstreamTls } from './tls.js';

/** Cluster of the proxy that prompts of a zone leave by. */
const proxy = 'proxy';

/** Hops of a zone that lead through its proxy. */
export function tunnelledHops({ workloads }: ZonePlan): readonly (Hop & { readonly endpoint: Endpoint; readonly through: Through })[] {
  return workloads.flatMap(({ hops }) =>
    hops.flatMap((hop) => {
      const { server } = hop.target;
      if (server.protocol !== 'openai' || server.endpoint.through === undefined) return [];
      return [{ ...hop, endpoint: server.endpoint, through: server.endpoint.through }];
    }),
  );
}

/** Opens a tunnel to one name through the proxy, by HTTP CONNECT, and passes on what the cluster of the host sends: TLS that the proxy cannot read. */
export function tunnelListener({ name, endpoint }: Pick<Hop, 'name'> & { readonly endpoint: Endpoint }): Json {
  return {
    name: `tunnel.${name}`,
    internal_listener: {},
    filter_chains: [
      {
        filters: [
          extension('envoy.filters.network.tcp_proxy', 'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy', {
            stat_prefix: `tunnel.${name}`,
            cluster: proxy,
            // By name: the proxy resolves it, and lets through by it. No name of a provider is resolved here.
            tunneling_config: { hostname: `${endpoint.address}:${endpoint.port}` },
            // Longer than any answer is silent; Envoy closes after an hour by itself.
            idle_timeout: seconds(timeouts.longestAnswer),
          }),
        ],
      },
    ],
  };
}

/** The proxy of a zone; none where nothing goes through it. */
export function proxyClusters(plan: ZonePlan): Json[] {
  const [first] = tunnelledHops(plan);
  if (first === undefined) return [];
  const { name, port, trust } = first.through;
  return [
    {
      name: proxy,
      cluster_type: resolved,
      connect_timeout: seconds(timeouts.gateway.connect),
      ...probed,
      load_assignment: assignment(proxy, [socket(name, port)]),
      transport_socket: upstreamTls({ name, trust }, proxy),
      ...limits(),
      ...httpOptions(),
    },
  ];
}
