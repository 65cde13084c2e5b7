import type { Cloud } from '../clouds/cloud.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';
import { type Host, type HostKey, type HostOf, hostForms, isFleet, isHost, type KeyOn, type SelfHostedHost } from './schemas.js';

/** Hosts of one kind, by id, in the order of their ids. */
export function hostsOf<K extends HostKey>(topology: Topology, key: K): [string, HostOf<K>][] {
  return sortedEntries(topology.hosts).filter((entry): entry is [string, HostOf<K>] => isHost(entry[1], key));
}

/** Hosts whose account is of a cloud: by kind, then by id. */
export function hostsOn<C extends Cloud>(topology: Topology, cloud: C): [string, HostOf<KeyOn<C>>][] {
  const keys = (Object.keys(hostForms) as HostKey[]).filter((key): key is KeyOn<C> => hostForms[key].cloud === cloud);
  return keys.flatMap((key) => hostsOf(topology, key) as [string, HostOf<KeyOn<C>>][]);
}

/** Self-hosted fleets on every cloud, by id, in the order of their ids. */
export function fleets(topology: Topology): [string, SelfHostedHost][] {
  return sortedEntries(topology.hosts).filter((entry): entry is [string, SelfHostedHost] => isFleet(entry[1]));
}

/** A host on Bedrock, whose calls name a guardrail. */
export type GuardrailHost = Extract<Host, { readonly guardrail: unknown }>;

/** Hosts whose calls name a guardrail: by kind, then by id. */
export function guardrailHosts(topology: Topology): [string, GuardrailHost][] {
  const all = (Object.keys(hostForms) as HostKey[]).flatMap((key) => hostsOf(topology, key) as [string, Host][]);
  return all.filter((entry): entry is [string, GuardrailHost] => 'guardrail' in entry[1]);
}
