import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';

/** What every stack is made from: the topology, and the values that earlier deployments gave birth to. */
export interface StackContext {
  readonly topology: Topology;
  readonly outputs: Outputs;
}

/** Stack names start with topology and account alias: `acme-prod-aws-fleet-eu-fleet`. */
export function stackName(topology: Topology, account: string, kind: string, ...parts: readonly string[]): string {
  return [topology.name, account, kind, ...parts].join('-');
}
