import type { AwsFleetHost } from '../schema.js';

/** How many replicas run, and how a deployment replaces them. */
export interface Rollout {
  /** Most that run outside a deployment. */
  readonly replicas: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/**
 * With room on spare nodes, new replicas start before old ones stop. Without, GPUs must be freed first: a deployment then
 * takes one node's worth of replicas at a time. ECS rounds the minimum up and the maximum down.
 */
export function rolloutOf(host: AwsFleetHost, replicasPerNode: number): Rollout {
  const held = host.nodes.count * replicasPerNode;
  const replicas = host.scaling?.maxReplicas ?? Math.max(0, host.nodes.count - host.nodes.spare) * replicasPerNode;
  if (held > replicas) {
    const percent = (held / replicas) * 100;
    const fits = (maximum: number) => Math.floor((replicas * maximum) / 100) <= held;
    return { replicas, minimumHealthyPercent: 100, maximumPercent: Math.min(200, fits(Math.ceil(percent)) ? Math.ceil(percent) : Math.floor(percent)) };
  }
  return { replicas, minimumHealthyPercent: Math.floor((Math.max(0, replicas - replicasPerNode) / replicas) * 100), maximumPercent: 100 };
}
