import type { Organization } from './schema/accounts.js';
import type { Host } from './schema/hosts.js';
import type { Network } from './schema/networks.js';
import type { SelfHostedHost } from './schema/self-hosted.js';
import type { Topology } from './schema/topology.js';
import type { VertexEndpointHost, VertexSlot } from './schema/vertex.js';
import type { Workload } from './schema/workloads.js';

type HostOf<K extends Host['kind']> = Extract<Host, { kind: K }>;

/** Hosts of one kind, by id, in the order of their ids. */
export function hostsOfKind<K extends Host['kind']>(topology: Topology, kind: K): [string, HostOf<K>][] {
  return sortedEntries(topology.hosts).filter((entry): entry is [string, HostOf<K>] => entry[1].kind === kind);
}

type FleetOn<C extends SelfHostedHost['cloud']> = Extract<SelfHostedHost, { cloud: C }>;

/** Self-hosted fleets on one cloud, by id, in the order of their ids. */
export function fleetsOn<C extends SelfHostedHost['cloud']>(topology: Topology, cloud: C): [string, FleetOn<C>][] {
  return hostsOfKind(topology, 'self-hosted').filter((entry): entry is [string, FleetOn<C>] => entry[1].cloud === cloud);
}

/** A model that a self-hosted fleet serves, on how many nodes, and the fields of the host that say so. */
export interface ServedVersion {
  readonly model: string;
  readonly nodes: number;
  readonly modelField: 'model' | 'transition.next';
  readonly nodesField: 'nodes' | 'transition';
}

/** What a fleet serves: its model, and beside it the next one while a transition is declared. */
export function servedVersions(host: SelfHostedHost): ServedVersion[] {
  const current = { model: host.model, nodes: host.nodes.count, modelField: 'model', nodesField: 'nodes' } as const;
  const transition = host.cloud === 'aws' ? host.transition : undefined;
  if (transition === undefined) return [current];
  return [current, { model: transition.next, nodes: transition.nodes, modelField: 'transition.next', nodesField: 'transition' }];
}

/** One of at most two deployments of a dedicated endpoint, and the part of the host that says what it is. */
export interface VertexDeployment {
  readonly slot: VertexSlot;
  readonly model: string;
  readonly machineType: string;
  readonly reservation: string | undefined;
  readonly replicas: VertexEndpointHost['replicas'];
  readonly trafficPercent: number;
  /** Where its fields stand below the host: `` or `next.`. */
  readonly prefix: '' | 'next.';
}

/** The deployment that answers and, while it is being replaced, the one that takes over. */
export function vertexDeployments(host: VertexEndpointHost): VertexDeployment[] {
  const { slot, model, machineType, reservation, replicas, next } = host;
  const present = { slot, model, machineType, reservation, replicas, trafficPercent: 100 - (next?.trafficPercent ?? 0), prefix: '' } as const;
  if (next === undefined) return [present];
  return [
    present,
    {
      slot: slot === 'blue' ? 'green' : 'blue',
      model: next.model ?? model,
      machineType: next.machineType ?? machineType,
      // A reservation belongs to a machine type: it is taken over only together with it.
      reservation: next.reservation ?? (next.machineType === undefined ? reservation : undefined),
      replicas: next.replicas ?? replicas,
      trafficPercent: next.trafficPercent,
      prefix: 'next.',
    },
  ];
}

/** Every model that a host serves, the one that takes over included. */
export function servedModels(host: Host): string[] {
  if (host.kind === 'self-hosted') return servedVersions(host).map(({ model }) => model);
  return host.kind === 'vertex-endpoint' ? vertexDeployments(host).map(({ model }) => model) : [host.model];
}

/** A host that sees the prompts of a workload, and the field of the workload that names it. */
export interface NamedHost {
  readonly host: string;
  readonly field: `route[${number}]` | 'guard';
}

/** Every host that sees the prompts of a workload: its route, and the guard that screens them. */
export function hostsNamedBy({ route, guard }: Workload): NamedHost[] {
  const answering = route.map((host, index): NamedHost => ({ host, field: `route[${index}]` }));
  return guard === undefined ? answering : [...answering, { host: guard, field: 'guard' }];
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

/** Where the gateway of a workload stands, or undefined when its zone has none. */
export function gatewayNetwork(topology: Topology, workload: Workload): string | undefined {
  return topology.gateway.zones[workload.zone]?.network;
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
