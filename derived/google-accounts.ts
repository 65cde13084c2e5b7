import type { HostOf, KeyOn } from '../hosts/schemas.js';
import { hostsOn } from '../hosts/select.js';
import type { GoogleUse } from '../hosts/shared/cloud-use.js';
import { googleUse, rightsOf } from '../hosts/traits.js';
import type { GoogleAccount } from '../topology/schema/accounts.js';
import type { Network } from '../topology/schema/networks.js';
import type { Topology } from '../topology/schema/topology.js';
import type { Workload } from '../topology/schema/workloads.js';
import { hostsNamedBy, sortedEntries } from '../topology/views.js';

/** A host on Google, and what it uses of its project. */
export interface HostView {
  readonly id: string;
  readonly host: HostOf<KeyOn<'google'>>;
  readonly use: GoogleUse;
}

/** What a Google account has to carry for this topology. */
export interface AccountView {
  readonly alias: string;
  readonly account: GoogleAccount;
  /** Its hosts: on Vertex AI first, then fleets on Compute Engine; of each by kind, then by id. */
  readonly hosts: readonly HostView[];
  /** Networks of this account that a host stands in, in whichever account the host is. */
  readonly networks: readonly (readonly [string, Network])[];
  /** Workloads that a host of this account serves. */
  readonly workloads: readonly (readonly [string, Workload])[];
  /** Where resources go that belong to no host: the first host's region, else the first network's. */
  readonly homeRegion: string;
}

/** The Google accounts that a host on Google or its network needs, in the order of their aliases. */
export function googleAccounts(topology: Topology): AccountView[] {
  const all = hostsOn(topology, 'google').map(([id, host]): HostView => ({ id, host, use: googleUse(topology, host) }));
  const ordered = (['vertex', 'nodes'] as const).flatMap((answers) => all.filter(({ use }) => use.answers === answers));
  const used = new Set(all.map(({ host }) => host.network));
  const networks = sortedEntries(topology.networks).filter(([id]) => used.has(id));
  return sortedEntries(topology.accounts.google).flatMap(([alias, account]) => {
    const hosts = ordered.filter(({ host }) => host.account === alias);
    const ownNetworks = networks.filter(([, network]) => network.account === alias);
    const homeRegion = [...hosts.map(({ host }) => host), ...ownNetworks.map(([, network]) => network)][0]?.region;
    if (homeRegion === undefined) return [];
    const ids = new Set(hosts.map(({ id }) => id));
    const workloads = sortedEntries(topology.workloads).filter(([, workload]) => hostsNamedBy(workload).some(({ host }) => ids.has(host)));
    return [{ alias, account, hosts, networks: ownNetworks, workloads, homeRegion }];
  });
}

/** Whether a host of an account is on Vertex AI. */
export function isOnVertex({ hosts }: Pick<AccountView, 'hosts'>): boolean {
  return hosts.some(({ use }) => use.answers === 'vertex');
}

/** Whether an account has fleets on Compute Engine, whose stacks need its network, policies and identities. */
export function hasFleets({ hosts }: Pick<AccountView, 'hosts'>): boolean {
  return hosts.some(({ use }) => use.answers === 'nodes');
}

/** What calling the hosts of an account takes of its project. */
export function projectPermissions({ hosts }: Pick<AccountView, 'hosts'>): string[] {
  return [...new Set(hosts.flatMap(({ host }) => rightsOf(host).flatMap((right) => (right.on === 'project' ? right.permissions : []))))].sort();
}
