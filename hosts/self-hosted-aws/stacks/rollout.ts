import { timeouts } from '../../../constructs/timeouts.js';
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
 * takes one node's worth of replicas at a time, or more where it would not end before CloudFormation gives up. ECS rounds the minimum up and the maximum down.
 */
export function rolloutOf(host: AwsFleetHost, replicasPerNode: number): Rollout {
  const held = host.nodes.count * replicasPerNode;
  const replicas = host.scaling?.maxReplicas ?? Math.max(0, host.nodes.count - host.nodes.spare) * replicasPerNode;
  const maximumPercent = mostPercent(replicas, held);
  const room = Math.floor((replicas * maximumPercent) / 100) - replicas;
  const needed = Math.ceil(replicas / Math.floor(timeouts.deployment.whole / timeouts.deployment.step));
  const stopped = room === 0 ? Math.max(replicasPerNode, needed) : Math.max(0, needed - room);
  return { replicas, minimumHealthyPercent: percentDown(replicas - stopped, replicas), maximumPercent };
}

function percentDown(kept: number, replicas: number): number {
  return Math.floor((Math.max(0, kept) / replicas) * 100);
}

/** As many more as nodes hold, in whole percent, and at most twice as many: of a large fleet one node may be less than a percent. */
function mostPercent(replicas: number, held: number): number {
  if (held <= replicas) return 100;
  const percent = Math.ceil((held / replicas) * 100);
  return Math.min(200, Math.floor((replicas * percent) / 100) <= held ? percent : percent - 1);
}
