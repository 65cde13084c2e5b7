import { modelDirectory } from '../constructs/model-directory.js';
import { scratchOf } from '../constructs/scratch-space.js';
import { timeouts } from '../constructs/timeouts.js';
import { nodeHardware } from '../facts/hardware.js';
import type { SelfHostedHost } from '../hosts/schemas.js';
import type { NodeServer } from '../runtime/node/vllm-unit.js';
import { progressCheck } from '../runtime/progress.js';
import type { ModelServing } from './serving.js';

/** Shared memory of a replica, in GiB: what the workers of a tensor-parallel group hand each other. */
const sharedMemoryGiB = 16;

/** One server on each node, with all its GPUs. `image`: of vLLM, as nodes name it. */
export function nodeServer({ cloud, nodes }: SelfHostedHost, serving: ModelServing, image: string): NodeServer {
  return {
    image,
    arguments: serving.arguments,
    environment: serving.environment,
    user: serving.user,
    home: serving.home,
    scratch: scratchOf(serving.home),
    port: serving.port,
    gpus: nodeHardware(cloud, nodes.instanceType)?.gpus ?? serving.tensorParallel * serving.replicasPerNode,
    sharedMemoryGiB: sharedMemoryGiB * serving.replicasPerNode,
    modelDirectory,
    stopSeconds: timeouts.kill,
    unitStopSeconds: timeouts.unitStop,
  };
}

/** How a node sees that its server makes progress. `fleet`: the name that its lines carry; `queue`: whether they also say how many requests wait. */
export function nodeProgress({ port }: ModelServing, { fleet, queue }: { readonly fleet: string; readonly queue: boolean }) {
  const { timeout, hung, interval, failures } = timeouts.progress;
  const check = { port, patience: timeout - 2, hungSeconds: hung, failSeconds: interval * failures, status: 3, log: 'stdout', line: { fleet } } as const;
  return { check: progressCheck({ ...check, queue }), interval };
}

/** An image as nodes name it: the digest decides, and a tag beside it would only be repeated. Without a digest the tag shows up where a rule sees it. */
export function pinnedImage(image: string): string {
  const [name = image, digest] = image.split('@');
  return digest === undefined ? name : `${name.replace(/:[^:/]+$/, '')}@${digest}`;
}
