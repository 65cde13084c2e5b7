import type { VllmReplica } from '../../../constructs/aws/fleet/vllm-replica.js';
import { metricsNamespace } from '../../../constructs/aws/monitoring/fleet-metrics.js';
import { timeouts } from '../../../constructs/timeouts.js';
import { instanceTypeOrLargest } from '../../../facts/ec2.js';
import { embedded, progressCheck } from '../../../runtime/progress.js';
import { type RegistryEnvironment, registryImage } from '../../../stacks/aws/registry-image.js';
import { modelServing } from '../../../stacks/serving.js';
import type { Topology } from '../../../topology/schema/topology.js';
import type { AwsFleetHost } from '../schema.js';

/** What of a node's memory and processors the replicas share; the rest is the operating system's and the agent's. */
const usable = 0.9;

/** Model servers of a fleet: how many to a node, and how each runs. */
export interface Serving {
  readonly replicasPerNode: number;
  readonly replica: VllmReplica;
}

/** A model server for each replica, with its share of the node. `id`: of the host. `fleet`: dimension of its metrics. */
export function servingOf(
  topology: Topology,
  id: string,
  host: AwsFleetHost,
  { environment, fleet }: { environment: RegistryEnvironment; fleet: string },
): Serving {
  const { replicasPerNode, tensorParallel, healthPath: _, ...engine } = modelServing(topology, id, host, 'per-replica');
  const node = instanceTypeOrLargest(host.nodes.instanceType);
  return {
    replicasPerNode,
    replica: {
      image: registryImage(host.image, environment),
      engine,
      progressCheck: progressCheck({
        port: engine.port,
        patience: timeouts.progress.timeout - 2,
        hungSeconds: timeouts.progress.hung,
        failSeconds: 0,
        status: 1,
        // What a health check prints stays in the agent. The first process of the container has the same user, and its output is logged.
        log: '/proc/1/fd/1',
        line: embedded(metricsNamespace, fleet),
      }),
      share: {
        gpus: tensorParallel,
        cpuUnits: Math.floor((node.vcpus * 1_024 * usable) / replicasPerNode),
        memoryMiB: Math.floor((node.memoryGiB * 1_024 * usable) / replicasPerNode),
      },
    },
  };
}
