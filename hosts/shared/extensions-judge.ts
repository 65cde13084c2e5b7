import { isExtended } from '../../derived/extensions.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { HostExtensions } from './host-judge.js';

/** What the extensions of a topology allow on a day. */
export function extensionsOf(topology: Topology, asOf: string): HostExtensions {
  return {
    container: (value, image, stack) => isExtended(topology, asOf, { kind: 'container', value, image, stack }),
    argument: (type, value, stack) => isExtended(topology, asOf, { kind: 'argument', type, value, stack }),
  };
}
