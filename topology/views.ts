import type { Organization } from './schema/aws-account.js';
import type { Network } from './schema/networks.js';
import type { Topology } from './schema/topology.js';
import type { Workload } from './schema/workloads.js';

/** A host that sees the prompts of a workload or its questions, and the field of the workload that names it. */
export interface NamedHost {
  readonly host: string;
  readonly field: `route[${number}]` | 'guard' | 'search';
}

/** Every host that sees the prompts of a workload: its route, the guard that screens them, and the one whose index is asked, if it is not on the route. */
export function hostsNamedBy({ route, guard, search }: Workload): NamedHost[] {
  const answering = route.map((host, index): NamedHost => ({ host, field: `route[${index}]` }));
  const beside = search === undefined || route.includes(search) ? [] : [{ host: search, field: 'search' } as const];
  return [...answering, ...(guard === undefined ? [] : [{ host: guard, field: 'guard' } as const]), ...beside];
}

/** Workloads whose route or guard names a host, in the order of their ids. */
export function workloadsOn(topology: Topology, host: string): [string, Workload][] {
  return sortedEntries(topology.workloads).filter(([, workload]) => hostsNamedBy(workload).some((named) => named.host === host));
}

/** The organization's management account, where one is declared. */
export function managementAccount(topology: Topology): { alias: string; id: string; partition: string; organization: Organization } | undefined {
  for (const [alias, { id, partition, organization }] of sortedEntries(topology.accounts.aws)) {
    if (organization !== undefined) return { alias, id, partition, organization };
  }
  return undefined;
}

/** Where the gateway of a workload is, or undefined when its zone has none. */
export function gatewayNetwork(topology: Topology, workload: Workload): string | undefined {
  return topology.gateway.zones[workload.zone]?.network;
}

/** What the gateway of a workload is on Google already, as IAM names it; undefined where its role on AWS is let in there. */
export function googlePrincipalOf(topology: Topology, { zone }: Workload): string | undefined {
  return topology.gateway.zones[zone]?.googlePrincipal;
}

/** Networks joined to one by a declared link, with the link's id. */
export function linkedNetworks(topology: Topology, network: string): { link: string; network: string; entity: Network }[] {
  return sortedEntries(topology.links).flatMap(([link, { networks }]) => {
    if (!networks.includes(network)) return [];
    const other = networks[0] === network ? networks[1] : networks[0];
    const entity = topology.networks[other];
    return entity === undefined ? [] : [{ link, network: other, entity }];
  });
}

/**
 * Networks from which gateways call hosts that are in a network: that network itself and those linked to it, and of these only the ones where
 * the gateway of a workload runs that names one of the hosts. By id, sorted, with the link where there is one.
 */
export function callingNetworks(topology: Topology, hosts: readonly string[], network: string): { network: string; entity: Network; link?: string }[] {
  const gateways = new Set(hosts.flatMap((host) => workloadsOn(topology, host)).map(([, workload]) => gatewayNetwork(topology, workload)));
  const own = { network, entity: entity(topology.networks, network) };
  return [own, ...linkedNetworks(topology, network)].filter((from) => gateways.has(from.network)).sort((a, b) => (a.network < b.network ? -1 : 1));
}

/** Whether a network on Google is that of another project, as a Shared VPC is. */
export function isLent(topology: Topology, id: string): boolean {
  const existing = topology.existing.networks[id];
  return existing !== undefined && existing.id.split('/')[1] !== entity(topology.accounts.google, entity(topology.networks, id).account).project;
}

/** Entries in the order of their keys, so that output does not depend on the order in the file. */
export function sortedEntries<T>(map: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** An entity that the loader has proved to exist. */
export function entity<T>(map: Readonly<Record<string, T>>, key: string): T {
  const found = map[key];
  if (found === undefined) throw new Error(`no entity "${key}": references are checked on load`);
  return found;
}
