import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';

/** What every stack is made from: the topology, and the values that earlier deployments gave birth to. */
export interface StackContext {
  readonly topology: Topology;
  readonly outputs: Outputs;
}
