import { nameLimit } from '../facts/limits.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';
import { splitRange } from './google-ranges.js';
import { physicalName } from './names.js';

export interface NetworkNames {
  readonly project: string;
  /** Self links; the subnet is unknown when an existing network was declared without one. */
  readonly network: string;
  readonly subnet: string | undefined;
  /** Names, where the blueprint makes the resource. */
  readonly networkName: string;
  readonly subnetName: string;
  readonly googleApis: string;
  readonly predictionZone: string;
}

/** A declared Google network as the stacks see it, whether the blueprint makes it or it exists already. */
export function networkNames(topology: Topology, id: string): NetworkNames {
  const { account, region } = entity(topology.networks, id);
  const { project } = entity(topology.accounts.google, account);
  const existing = topology.existing.networks[id];
  const name = (...parts: string[]) => physicalName(nameLimit('googleResource'), topology.name, id, ...parts);
  return {
    project,
    network: existing?.id ?? `projects/${project}/global/networks/${name()}`,
    subnet: existing === undefined ? `projects/${project}/regions/${region}/subnetworks/${name('endpoints')}` : existing.subnets?.[0],
    networkName: name(),
    subnetName: name('endpoints'),
    googleApis: name('googleapis'),
    predictionZone: name('vertex'),
  };
}

/** Name of the router of a link's half; those of its attachments add theirs. */
export function routerName(topology: Topology, network: string, link: string): string {
  return physicalName(nameLimit('googleResource') - 20, topology.name, network, link);
}

/** Addresses of a network that the blueprint makes: see `splitRange`. */
export function networkAddresses(topology: Topology, id: string): { readonly subnetCidr: string; readonly googleApis: string; readonly proxies: string } {
  const { lower, upperHost, lastQuarter } = splitRange(entity(topology.networks, id).cidr);
  return { subnetCidr: lower, googleApis: upperHost, proxies: lastQuarter };
}
