import { hostsOf } from '../hosts/select.js';
import type { GoogleFleetHost } from '../hosts/self-hosted-google/schema.js';
import type { VertexEndpointHost } from '../hosts/vertex-endpoint/schema.js';
import type { VertexMaasHost } from '../hosts/vertex-maas/schema.js';
import type { GoogleAccount } from '../topology/schema/accounts.js';
import type { Network } from '../topology/schema/networks.js';
import type { Topology } from '../topology/schema/topology.js';
import type { Workload } from '../topology/schema/workloads.js';
import { hostsNamedBy, sortedEntries } from '../topology/views.js';

/** What a Google account has to carry for this topology. */
export interface AccountView {
  readonly alias: string;
  readonly account: GoogleAccount;
  readonly hosts: readonly (readonly [string, VertexEndpointHost])[];
  /** Managed models are an API to switch on and allow; no resource stands for one. */
  readonly managed: readonly (readonly [string, VertexMaasHost])[];
  /** Fleets on Compute Engine; their stacks need the account's network, policies and identities. */
  readonly fleets: readonly (readonly [string, GoogleFleetHost])[];
  /** Networks of this account that a host stands in, in whichever account the host is. */
  readonly networks: readonly (readonly [string, Network])[];
  /** Workloads that a host of this account serves. */
  readonly workloads: readonly (readonly [string, Workload])[];
  /** Where resources go that belong to no host: the first host's region, else the first network's. */
  readonly homeRegion: string;
}

/** The Google accounts that a host on Google or its network needs, in the order of their aliases. */
export function googleAccounts(topology: Topology): AccountView[] {
  const hosts = hostsOf(topology, 'vertex-endpoint');
  const managed = hostsOf(topology, 'vertex-maas');
  const fleets = hostsOf(topology, 'self-hosted-google');
  const used = new Set([...hosts, ...managed, ...fleets].map(([, host]) => host.network));
  const networks = sortedEntries(topology.networks).filter(([id]) => used.has(id));
  return sortedEntries(topology.accounts.google).flatMap(([alias, account]) => {
    const ownHosts = hosts.filter(([, host]) => host.account === alias);
    const ownManaged = managed.filter(([, host]) => host.account === alias);
    const ownFleets = fleets.filter(([, host]) => host.account === alias);
    const ownNetworks = networks.filter(([, network]) => network.account === alias);
    const homeRegion = [...ownHosts, ...ownManaged, ...ownFleets, ...ownNetworks][0]?.[1].region;
    if (homeRegion === undefined) return [];
    const ids = new Set([...ownHosts, ...ownManaged, ...ownFleets].map(([id]) => id));
    const workloads = sortedEntries(topology.workloads).filter(([, workload]) => hostsNamedBy(workload).some(({ host }) => ids.has(host)));
    return [{ alias, account, hosts: ownHosts, managed: ownManaged, fleets: ownFleets, networks: ownNetworks, workloads, homeRegion }];
  });
}
