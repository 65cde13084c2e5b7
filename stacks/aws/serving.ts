import { drain } from '../../constructs/aws/drain.js';
import { modelDirectory, type VllmReplica } from '../../constructs/aws/vllm-service.js';
import { instanceType } from '../../facts/ec2.js';
import { engineContainer, servingLayout, telemetryOff } from '../../facts/serving.js';
import type { SelfHostedHost } from '../../topology/schema/self-hosted.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';

/** Requests running at once and waiting behind them; beyond that vLLM answers 503 and the gateway sends them elsewhere. */
export const admission = { running: 256, waiting: 64 };
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

/** Layout of a host's model on its nodes, from facts unless the topology overrides it. */
export function servingOf(topology: Topology, host: SelfHostedHost, environment: Environment): Serving {
  const model = entity(topology.models, host.model);
  const node = instanceType(host.nodes.instanceType);
  const layout = node === undefined ? undefined : servingLayout(model.release, model.precision, node.gpu);
  const container = engineContainer('vllm');
  const gpus = node?.gpus ?? 8;
  const tensorParallel = host.serving.tensorParallel ?? layout?.tensorParallel ?? gpus;
  const replicasPerNode = Math.max(1, Math.floor(gpus / tensorParallel));
  const maxModelLen = host.serving.maxModelLen ?? layout?.maxModelLen;
  return {
    replicasPerNode,
    replica: {
      ...registryImage(host.image, environment),
      arguments: [
        `--model=${modelDirectory.inContainer}/${host.model}`,
        `--served-model-name=${host.model}`,
        `--tensor-parallel-size=${tensorParallel}`,
        ...(maxModelLen === undefined ? [] : [`--max-model-len=${maxModelLen}`]),
        ...(layout === undefined ? [] : [`--kv-cache-dtype=${layout.kvCacheDtype}`]),
        ...(layout?.maxNumBatchedTokens === undefined ? [] : [`--max-num-batched-tokens=${layout.maxNumBatchedTokens}`]),
        ...(layout?.flags ?? []),
        `--gpu-memory-utilization=${host.serving.gpuMemoryUtilization ?? 0.9}`,
        `--max-num-seqs=${admission.running}`,
        `--max-num-queued-reqs=${admission.running + admission.waiting}`,
        `${container?.drainFlag ?? '--shutdown-timeout'}=${drain.engineSeconds}`,
        '--disable-uvicorn-access-log',
        ...(host.requestLogging ? ['--enable-log-requests'] : []),
      ],
      environment: host.telemetry ? {} : telemetryOff(),
      port: container?.port ?? 8_000,
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
