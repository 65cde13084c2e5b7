import type { SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import type { Topology } from '../../../topology/schema/topology.js';

/** Where a task is: what its references are resolved in, and the dimension by which its metrics are told apart. */
export interface TaskPlace {
  readonly topology: Topology;
  /** Id of the host. */
  readonly host: string;
  readonly stack: SynthesizedStack;
  readonly fleet: string;
}
