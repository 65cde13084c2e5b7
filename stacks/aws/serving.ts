import { metricsNamespace } from '../../constructs/aws/fleet-metrics.js';
import type { VllmReplica } from '../../constructs/aws/vllm-service.js';
import { timeouts } from '../../constructs/timeouts.js';
import { instanceType } from '../../facts/ec2.js';
import type { AwsFleetHost } from '../../hosts/self-hosted-aws/schema.js';
import { embedded, progressCheck } from '../../runtime/progress.js';
import type { Topology } from '../../topology/schema/topology.js';
import { modelServing } from '../serving.js';

/** What of a node's memory and processors the replicas share; the rest is the operating system's and the agent's. */
const usable = 0.9;

interface Environment {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly urlSuffix: string;
}

/** Model servers of a fleet: how many to a node, and how each runs. */
export interface Serving {
  readonly replicasPerNode: number;
  readonly replica: VllmReplica;
}

/** A model server for each replica, with its share of the node. `fleet`: dimension of its metrics. */
export function servingOf(topology: Topology, host: AwsFleetHost, environment: Environment, fleet: string): Serving {
  const { replicasPerNode, tensorParallel, healthPath: _, ...serving } = modelServing(topology, host, 'per-replica');
  const node = instanceType(host.nodes.instanceType);
  return {
    replicasPerNode,
    replica: {
      ...registryImage(host.image, environment),
      ...serving,
      progressCheck: progressCheck({
        port: serving.port,
        patience: timeouts.progress.timeout - 2,
        hungSeconds: timeouts.progress.hung,
        failSeconds: 0,
        status: 1,
        // What a health check prints stays in the agent. The first process of the container has the same user, and its output is logged.
        log: '/proc/1/fd/1',
        line: embedded(metricsNamespace, fleet),
      }),
      gpus: tensorParallel,
      cpuUnits: Math.floor(((node?.vcpus ?? 192) * 1_024 * usable) / replicasPerNode),
      memoryMiB: Math.floor(((node?.memoryGiB ?? 2_048) * 1_024 * usable) / replicasPerNode),
    },
  };
}

/** An image of the topology as the account's own registry has it. */
export function registryImage(image: string, { account, region, partition, urlSuffix }: Environment): { image: string; repositoryArn: string } {
  const { repository, reference } = splitImage(image);
  return {
    image: `${account}.dkr.ecr.${region}.${urlSuffix}/${repository}${reference}`,
    repositoryArn: `arn:${partition}:ecr:${region}:${account}:repository/${repository}`,
  };
}

/** ECS takes a digest or a tag, not both: the digest decides, and without one the tag shows up where a rule sees it. */
function splitImage(image: string): { repository: string; reference: string } {
  const [name = image, digest] = image.split('@');
  const [repository = name, tag] = name.split(':');
  return { repository, reference: digest === undefined ? `:${tag ?? 'latest'}` : `@${digest}` };
}
