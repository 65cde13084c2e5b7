import { hostOfPath } from '../../derived/host-of-path.js';
import type { Host } from '../../hosts/schemas.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Resource } from './stack.js';

/** The host that a resource or else its stack was made for. */
export function hostOfResource(topology: Topology, resource: Resource): [id: string, host: Host] | undefined {
  return hostOfPath(topology, resource.origin) ?? hostOfPath(topology, resource.stack.origin);
}
