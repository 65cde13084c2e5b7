import { managersOf } from './listeners.js';
import { bootstrapServers } from './servers.js';
import type { GatewayZone } from './zone.js';

/** Authorities that everybody trusts, where Envoy's own image has them. */
const publicAuthorities = '/etc/ssl/certs/ca-certificates.crt';

/** Connections of a task on which it is not made sure who answers, or that others can read. */
export function* plainConnections({ envoy, trust }: GatewayZone): Iterable<string> {
  for (const { cluster, address, tls } of envoy === undefined ? [] : bootstrapServers(envoy)) {
    if (tls === 'none') yield `${cluster} calls ${address} without TLS.`;
    else if (!tls.verified) yield `${cluster} takes any certificate of ${address}.`;
    else if (tls.trustedBy !== publicAuthorities && !trust.includes(tls.trustedBy))
      yield `${cluster} trusts whoever ${tls.trustedBy} names. Allowed: ${[publicAuthorities, ...trust].join(', ')}.`;
  }
  for (const listener of envoy?.static_resources.listeners ?? []) {
    const answers = managersOf(listener).some(({ route_config }) => route_config.virtual_hosts.length > 0);
    const open = listener.address !== undefined && 'socket_address' in listener.address;
    if (open && answers && listener.filter_chains.some(({ transport_socket }) => transport_socket === undefined))
      yield `${listener.name} takes requests without TLS.`;
  }
}
