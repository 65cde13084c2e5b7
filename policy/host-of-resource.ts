import type { Host } from '../hosts/schemas.js';
import type { Topology } from '../topology/schema/topology.js';
import { hostOfPath } from './stack-scope.js';
import type { Resource } from './synthesized.js';

/** The host that a resource or else its stack was made for. */
export function hostOfResource(topology: Topology, resource: Resource): [id: string, host: Host] | undefined {
  return hostOfPath(topology, resource.origin) ?? hostOfPath(topology, resource.stack.origin);
}
