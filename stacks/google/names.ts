/** Names that stacks of different lifecycles agree on without reading each other's state. */
import type { KeyPlace } from '../../constructs/google/encryption/kept-key.js';
import { googleKeyName, googleKeyRing, physicalName } from '../../derived/names.js';
import { nameLimit } from '../../facts/limits.js';
import type { GoogleAccount } from '../../topology/schema/accounts.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { splitRange } from './ranges.js';

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

/** Purposes of keys: `regional` and `search` are the account's, `weights` and `signing-<n>` those of a region's weights, `fleet-<host>` a fleet's. */
export type KeyPurpose = 'regional' | 'search' | 'weights' | `signing-${number}` | `fleet-${string}`;

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

/** Addresses of a network that the blueprint makes: see `splitRange`. */
export function networkAddresses(topology: Topology, id: string): { readonly subnetCidr: string; readonly googleApis: string; readonly proxies: string } {
  const { lower, upperHost, lastQuarter } = splitRange(entity(topology.networks, id).cidr);
  return { subnetCidr: lower, googleApis: upperHost, proxies: lastQuarter };
}

/** Place of a key that the blueprint makes; its full name is `cryptoKeyName`. */
export function keyPlace(topology: Topology, purpose: KeyPurpose, at: Pick<KeyPlace, 'project' | 'location' | 'labels'>): KeyPlace {
  return { ...at, keyRing: googleKeyRing(topology.name, purpose), name: purpose };
}

export function cryptoKeyName(topology: Topology, account: GoogleAccount, location: string, purpose: KeyPurpose): string {
  return googleKeyName(topology.name, account.project, location, purpose);
}

/** The service account that the nodes of a fleet run as. */
export function nodeAccountId(topology: Topology, host: string): string {
  return physicalName(nameLimit('serviceAccount'), 'node', topology.name, host);
}

/** Name of the reservation in one zone of a fleet, which its nodes name too. */
export function reservationName(topology: Topology, host: string, key: string): string {
  return physicalName(nameLimit('googleResource'), topology.name, host, key);
}

export function apiKeySecretId(topology: Topology, host: string): string {
  return `${topology.name}-${host}-api-key`;
}
