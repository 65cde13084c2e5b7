import { cloudOf } from '../hosts/schemas.js';
import { calledAtEndpoint } from '../hosts/traits.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, hostsNamedBy, sortedEntries } from '../topology/views.js';
import { promptProxyOf } from './prompt-proxies.js';

/** What the tasks of a gateway connect to, beside the private endpoints of their network and S3. */
export interface Destination {
  readonly range: string;
  readonly port: number;
  /** For people who read the rule: what is there. */
  readonly what: string;
}

/** Where hosts, guards, token endpoints and a proxy of a zone are, by range and sorted. Nothing else is let out. */
export function gatewayDestinations(topology: Topology, zone: string): readonly Destination[] {
  const { network } = entity(topology.gateway.zones, zone);
  const named = new Set(
    Object.values(topology.workloads).flatMap((workload) => (workload.zone === zone ? hostsNamedBy(workload).map(({ host }) => host) : [])),
  );
  const hosts = sortedEntries(topology.hosts).flatMap(([id, host]) => {
    if (!named.has(id) || !('network' in host) || host.network === undefined) return [];
    // In the gateway's own network that is one of the endpoints that are open anyway.
    if (host.network === network && calledAtEndpoint(host)) return [];
    return [{ range: entity(topology.networks, host.network).cidr, port: 443, what: `Hosts in ${host.network}` }];
  });
  const asksEntra = [...named].some((id) => cloudOf(entity(topology.hosts, id)) === 'azure');
  const found = new Map(
    [...hosts, ...(asksEntra ? proxy(topology, network) : []), ...promptProxy(topology, zone)].map((one) => [`${one.port} ${one.range}`, one]),
  );
  return sortedEntries(Object.fromEntries(found)).map(([, one]) => one);
}

/** Of hosts that no private path leads to, the proxy alone. */
function promptProxy(topology: Topology, zone: string): Destination[] {
  const proxy = promptProxyOf(topology, zone);
  return proxy === undefined ? [] : [{ range: proxy.range, port: proxy.port, what: 'Proxy to providers outside' }];
}

/** The address of a proxy is a name that only the organisation resolves; what it is in is known: the network and what its links lead to. */
function proxy(topology: Topology, network: string): Destination[] {
  const url = topology.existing.egressProxies[network];
  if (url === undefined) return [];
  const ranges = Object.values(topology.links).flatMap((link) => (link.networks.includes(network) ? link.ranges : []));
  const port = Number(new URL(url).port || 443);
  return [entity(topology.networks, network).cidr, ...ranges].map((range) => ({ range, port, what: 'Proxy to Microsoft Entra' }));
}
