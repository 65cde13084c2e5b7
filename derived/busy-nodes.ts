import type { AwsFleetHost } from '../hosts/self-hosted-aws/schema.js';
import type { Topology } from '../topology/schema/topology.js';
import { nodeAgentsOf } from './landing-zone.js';
import { replicasOf } from './replicas.js';

/**
 * Fewest nodes of a version on AWS that run a task at any time: Container Insights counts no others. Exporters and agents run on every node; replicas
 * may leave some of them empty.
 */
export function busyNodes(topology: Topology, id: string, host: AwsFleetHost): number {
  const { nodes, images, scaling } = host;
  if (nodeAgentsOf(topology, id).length > 0 || (images.dcgm !== undefined && images.metrics !== undefined)) return nodes.count;
  if (scaling === undefined) return Math.max(1, nodes.count - nodes.spare);
  const fewest = Math.min(scaling.minReplicas, ...Object.values(scaling.schedules).map(({ minReplicas }) => minReplicas));
  return Math.ceil(fewest / replicasOf(topology, host).replicasPerNode);
}
