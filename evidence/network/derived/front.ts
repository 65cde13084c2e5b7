import { zoneNetworks } from '../../../derived/endpoint-zone.js';
import { gatewayOfStack } from '../../../derived/gateway-service.js';
import { isHost } from '../../../hosts/schemas.js';
import type { PrivateFrontForm } from '../../../topology/schema/private-front.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { subjectOf } from '../../synthesized/host-of-resource.js';
import type { SynthesizedStack } from '../../synthesized/stack.js';

/** A private load balancer on AWS as the topology has it: that of a fleet, or that of a zone's gateway. */
export type DerivedFront = {
  readonly endpoint: PrivateFrontForm;
  /** Networks that see a zone made for its name. */
  readonly seenBy: readonly string[];
} & ({ readonly of: 'fleet'; readonly host: string } | { readonly of: 'gateway'; readonly zone: string; readonly callers: readonly string[] });

/** The load balancer of a stack; undefined for a stack that has none. */
export function frontOf(topology: Topology, stack: SynthesizedStack): DerivedFront | undefined {
  const [id, host] = subjectOf(topology, stack)?.host ?? [];
  if (id !== undefined && isHost(host, 'self-hosted-aws')) return { of: 'fleet', host: id, endpoint: host.endpoint, seenBy: zoneNetworks(topology, id, host) };
  const place = gatewayOfStack(topology, stack.name);
  const endpoint = topology.gateway.zones[place?.zone ?? '']?.endpoint;
  if (place === undefined || endpoint === undefined) return undefined;
  return { of: 'gateway', zone: place.zone, endpoint, callers: endpoint.callers, seenBy: endpoint.zone === 'made' ? [place.network] : [] };
}
