/** Names that stacks of different lifecycles agree on without reading each other's state. */
import type { KeyPlace } from '../../constructs/google/encryption/kept-key.js';
import { googleKeyName, googleKeyRing, physicalName } from '../../derived/names.js';
import { nameLimit } from '../../facts/limits.js';
import type { GoogleAccount } from '../../topology/schema/accounts.js';
import type { Topology } from '../../topology/schema/topology.js';

/** Purposes of keys: `regional` and `search` are the account's, `weights` and `signing-<n>` those of a region's weights, `fleet-<host>` a fleet's. */
export type KeyPurpose = 'regional' | 'search' | 'weights' | `signing-${number}` | `fleet-${string}`;

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
