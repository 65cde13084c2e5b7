import { mostGpus, nodeHardware } from '../facts/hardware.js';
import { type ServingLayout, servingLayout } from '../facts/serving.js';
import type { SelfHostedHost } from '../hosts/schemas.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';

/** How the replicas of a fleet share a node. */
export interface ReplicaLayout {
  /** GPUs of one replica. */
  readonly tensorParallel: number;
  readonly replicasPerNode: number;
  /** What facts say of the model on these GPUs. */
  readonly layout: ServingLayout | undefined;
}

/** Layout of a host's model on its nodes, from facts unless the topology overrides it. */
export function replicasOf(topology: Topology, host: SelfHostedHost): ReplicaLayout {
  const model = entity(topology.models, host.model);
  const node = nodeHardware(host.cloud, host.nodes.instanceType);
  const layout = node === undefined ? undefined : servingLayout(model.release, model.precision, node.gpu);
  // Of a type that facts do not know, those of the largest: `capacity/instance-region` reports it, and a report needs something to point at.
  const gpus = node?.gpus ?? mostGpus(host.cloud);
  const tensorParallel = host.serving.tensorParallel ?? layout?.tensorParallel ?? gpus;
  return { tensorParallel, replicasPerNode: Math.max(1, Math.floor(gpus / tensorParallel)), layout };
}
