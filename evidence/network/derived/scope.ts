import type { Host } from '../../../hosts/schemas.js';
import type { Network } from '../../../topology/schema/networks.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { callingNetworks, entity, sortedEntries } from '../../../topology/views.js';
import { subjectOf } from '../../synthesized/host-of-resource.js';
import type { SynthesizedStack } from '../../synthesized/stack.js';

/** What decides how a stack's part of a network has to be. */
export interface Scope {
  readonly topology: Topology;
  readonly stack: SynthesizedStack;
  /** Whether something beside the topology lets a range call in. */
  readonly further: (range: string) => boolean;
}

/** The networks that a stack makes or is in; of the stack of a Google account, all that are in the account. By the stack's name, never by the index beside it. */
export function networksOf({ topology, stack }: Scope): readonly (readonly [id: string, network: Network])[] {
  const subject = subjectOf(topology, stack);
  if (subject === undefined) return [];
  const [section, id = '', alias] = subject.path.split('.');
  const host = subject.host?.[1];
  if (section === 'accounts') return sortedEntries(topology.networks).filter(([, { cloud, account }]) => cloud === id && account === alias);
  const served = section === 'gateway' ? topology.gateway.zones[alias ?? '']?.network : undefined;
  const named = section === 'networks' ? id : host !== undefined && 'network' in host ? host.network : served;
  const network = named === undefined ? undefined : topology.networks[named];
  return named === undefined || network === undefined ? [] : [[named, network]];
}

/** Ranges of the networks whose gateways call a host. */
export function callersOf(topology: Topology, id: string, network: string): readonly string[] {
  return callingNetworks(topology, [id], network).map((from) => from.entity.cidr);
}

/** Ranges of the gateways that call any host of a network over a link, and of what their links carry besides. */
export function linkedCallersOf(topology: Topology, network: string): readonly string[] {
  const hosts = Object.entries(topology.hosts).flatMap(([id, host]: [string, Host]) => ('network' in host && host.network === network ? [id] : []));
  return callingNetworks(topology, hosts, network).flatMap(({ link, entity: from }) =>
    link === undefined ? [] : [from.cidr, ...entity(topology.links, link).ranges],
  );
}
