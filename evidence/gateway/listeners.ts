import type { EnvoyFilter, EnvoyListener, EnvoyRoute } from './envoy-schema.js';

/** Routes of a listener, with the authorities that each answers to. */
export function routesOf(listener: EnvoyListener): { readonly domains: readonly string[]; readonly route: EnvoyRoute }[] {
  return managersOf(listener).flatMap(({ route_config }) =>
    route_config.virtual_hosts.flatMap(({ domains, routes }) => routes.map((route) => ({ domains, route }))),
  );
}

/** Filters that requests of a listener pass, in order. */
export function filtersOf(listener: EnvoyListener): readonly EnvoyFilter[] {
  return managersOf(listener).flatMap(({ http_filters }) => http_filters);
}

export function managersOf({ filter_chains }: EnvoyListener) {
  return filter_chains.flatMap(({ filters }) => filters.flatMap(({ typed_config }) => ('route_config' in typed_config ? [typed_config] : [])));
}

/** Where a listener passes bytes on to instead of reading requests: a name and a port, through a cluster. */
export interface Tunnel {
  readonly address: string;
  readonly port: number;
  readonly cluster: string;
}

export function tunnelOf({ filter_chains }: EnvoyListener): Tunnel | undefined {
  const [found] = filter_chains.flatMap(({ filters }) => filters.flatMap(({ typed_config }) => ('tunneling_config' in typed_config ? [typed_config] : [])));
  if (found === undefined) return undefined;
  const [address = '', port] = found.tunneling_config.hostname.split(':');
  return { address, port: Number(port), cluster: found.cluster };
}

/** Whether others than processes of the task can connect. */
export function isOpen({ address }: EnvoyListener): boolean {
  return address !== undefined && 'socket_address' in address;
}

/** The cluster that a filter sends requests to. */
export function sentTo({ typed_config }: EnvoyFilter): string[] {
  return 'grpc_service' in typed_config ? [typed_config.grpc_service.envoy_grpc.cluster_name] : [];
}
