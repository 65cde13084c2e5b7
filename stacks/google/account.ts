import type { AccountView } from '../../derived/google-accounts.js';
import { searchLocation } from '../../facts/google.js';
import { hostsOn } from '../../hosts/select.js';
import { googleUse } from '../../hosts/traits.js';
import type { GoogleAccount } from '../../topology/schema/accounts.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { cryptoKeyName } from './names.js';

export interface SearchKey {
  /** Full key name. */
  readonly name: string;
  /** Multi-region of the key when the blueprint makes it. */
  readonly madeIn: string | undefined;
}

/**
 * The key that Vertex AI Search uses in one location of an account: the first that `existing.keys` names for a host there,
 * else the blueprint's own. None where the location takes no key, or where another topology owns the account and no key
 * was named: that topology registered one as the location's default.
 */
export function searchKey(topology: Topology, alias: string, location: string): SearchKey | undefined {
  const facts = searchLocation(location);
  if (facts?.cmek !== true) return undefined;
  const named = hostsOn(topology, 'google')
    .filter(([, host]) => host.account === alias && googleUse(topology, host).search === location)
    .map(([id]) => topology.existing.keys[id])
    .find((key) => key !== undefined);
  if (named !== undefined) return { name: named, madeIn: undefined };
  const account = entity(topology.accounts.google, alias);
  if (!account.owns || facts.kmsLocation === undefined) return undefined;
  return { name: cryptoKeyName(topology, account, facts.kmsLocation, 'search'), madeIn: facts.kmsLocation };
}

/** Search locations of an account's hosts, sorted. */
export function searchLocations(view: AccountView): string[] {
  return [...new Set(view.hosts.flatMap(({ use }) => (use.search === 'none' ? [] : use.search)))].sort();
}

/** Google's own identity for a service in a project. It exists once the service is on and was first used. */
export function serviceAgent(account: GoogleAccount, service: 'aiplatform' | 'discoveryengine' | 'secretmanager'): string {
  return `serviceAccount:service-${account.number}@gcp-sa-${service}.iam.gserviceaccount.com`;
}

/** Google's own identity for disks in a project, of an older name than the others. */
export function computeAgent({ number }: GoogleAccount): string {
  return `serviceAccount:service-${number}@compute-system.iam.gserviceaccount.com`;
}
