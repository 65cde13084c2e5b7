import { zoneNetworks } from '../../../derived/endpoint-zone.js';
import { gatewayOfStack } from '../../../derived/gateway-service.js';
import type { OwnFront } from '../../../hosts/shared/host-traits.js';
import { ownFront } from '../../../hosts/shared/own-front.js';
import { traitsOf } from '../../../hosts/traits.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { subjectOf } from '../../synthesized/host-of-resource.js';
import type { SynthesizedStack } from '../../synthesized/stack.js';

/** A private load balancer as the topology has it: that of a host, or that of a zone's gateway. */
export type DerivedFront = OwnFront & {
  /** Networks that see a zone made for its name. */
  readonly seenBy: readonly string[];
} & ({ readonly of: 'host'; readonly host: string } | { readonly of: 'gateway'; readonly zone: string; readonly callers: readonly string[] });

/** The load balancer of a stack; undefined for a stack that has none. */
export function frontOf(topology: Topology, stack: SynthesizedStack): DerivedFront | undefined {
  const [id, host] = subjectOf(topology, stack)?.host ?? [];
  if (id !== undefined && host !== undefined) {
    const front = traitsOf(host).network.front(host);
    return front === 'none' ? undefined : { ...front, of: 'host', host: id, seenBy: zoneNetworks(topology, id, host) };
  }
  const place = gatewayOfStack(topology, stack.name);
  const endpoint = topology.gateway.zones[place?.zone ?? '']?.endpoint;
  if (place === undefined || endpoint === undefined) return undefined;
  const front = ownFront(endpoint);
  return { ...front, of: 'gateway', zone: place.zone, callers: endpoint.callers, seenBy: front.record === 'zone made here' ? [place.network] : [] };
}
