import { hostOfPath } from '../../../derived/host-of-path.js';
import type { Host } from '../../../hosts/schemas.js';
import type { Network } from '../../../topology/schema/networks.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { callingNetworks, entity } from '../../../topology/views.js';
import type { Resource, SynthesizedStack } from '../../synthesized/stack.js';

/** What decides how a stack's part of a network has to be. */
export interface Scope {
  readonly topology: Topology;
  readonly stack: SynthesizedStack;
  /** Whether something beside the topology lets a range call in. */
  readonly further: (range: string) => boolean;
}

/** The network that a resource is in, by what asked for the resource, or else for its stack. */
export function networkOf(topology: Topology, { origin, stack }: Resource): readonly [id: string, network: Network] | undefined {
  return networkAt(topology, origin) ?? networkAt(topology, stack.origin);
}

function networkAt(topology: Topology, origin: string): readonly [id: string, network: Network] | undefined {
  const [section, id = ''] = origin.split('.');
  const host = hostOfPath(topology, origin)?.[1];
  const named = section === 'networks' ? id : host !== undefined && 'network' in host ? host.network : undefined;
  const network = named === undefined ? undefined : topology.networks[named];
  return named === undefined || network === undefined ? undefined : [named, network];
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
