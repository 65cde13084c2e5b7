import { adapterGB, adaptersBeside } from '../../derived/adapter-memory.js';
import type { ServedAdapter } from '../../derived/served-adapters.js';
import { storedPrecision } from '../../derived/stored-precision.js';
import type { Container } from '../../evidence/containers/container.js';
import { containersOf, runsVllm } from '../../evidence/containers/containers.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { checkpointOf } from '../../facts/checkpoints.js';
import { type NodeHardware, nodeHardware } from '../../facts/hardware.js';
import { type Release, release as releaseFacts } from '../../facts/models.js';
import { engineOverheadGB, servingLayout } from '../../facts/serving.js';
import { isFleet, type SelfHostedHost } from '../../hosts/schemas.js';
import { fleets } from '../../hosts/select.js';
import { type ServedVersion, servedVersions } from '../../hosts/shared/fleet-versions.js';
import { pathOf } from '../../topology/path.js';
import type { Model } from '../../topology/schema/models.js';
import { entity } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'capacity/fits-node',
  severity: 'fatal',
  title:
    'Weights, also while they are quantized, and the key-value cache of one request of full length fit into the GPUs of a replica, and a replica fits into a node.',
  why: 'vLLM refuses to start when the cache cannot hold one request of the maximum length; a fleet of such nodes is paid for and serves nothing.',
  fix: 'Give the replica more GPUs (serving.tensorParallel), shorten serving.maxModelLen, or take weights that are stored in fp8.',

  *topology({ topology }) {
    for (const [id, host] of fleets(topology)) {
      const node = nodeHardware(host.cloud, host.nodes.instanceType);
      if (node === undefined) continue;
      for (const { model, modelField } of servedVersions(host)) {
        yield* fitProblems(id, host, node, entity(topology.models, model), { modelField, adapters: adaptersBeside(topology, host, model) });
      }
    }
  },

  *resource(resource, { topology }) {
    const host = hostOfResource(topology, resource)?.[1];
    const server = containersOf(resource).find(runsVllm);
    if (server?.gpus === undefined || !isFleet(host)) return;
    const node = nodeHardware(host.cloud, host.nodes.instanceType);
    const told = flag(server, '--tensor-parallel-size') * flag(server, '--data-parallel-size');
    if (server.gpus !== told) {
      yield { path: resource.origin, resource, message: `The task reserves ${server.gpus} GPUs and vLLM is configured to use ${told}; both must be the same.` };
    } else if (node !== undefined && told > node.gpus) {
      yield { path: resource.origin, resource, message: `A replica takes ${told} GPUs; ${host.nodes.instanceType} has ${node.gpus}.` };
    }
  },
};

interface Beside {
  readonly modelField: ServedVersion['modelField'];
  readonly adapters: readonly ServedAdapter[];
}

function* fitProblems(id: string, host: SelfHostedHost, node: NodeHardware, model: Model, { modelField, adapters }: Beside): Iterable<Violation> {
  const facts = releaseFacts(model.release);
  const weights = facts?.precisions[model.precision];
  if (facts === undefined || weights === undefined) return;
  const layout = servingLayout(model.release, model.precision, node.gpu);
  const gpus = host.serving.tensorParallel ?? layout?.tensorParallel ?? node.gpus;
  const hardware = host.serving.tensorParallel === undefined ? 'nodes.instanceType' : 'serving.tensorParallel';
  const path = pathOf('hosts', id, modelField === 'model' ? hardware : modelField);
  if (gpus > node.gpus) {
    yield { path, message: `A replica takes ${gpus} GPUs; ${host.nodes.instanceType} has ${node.gpus}.` };
    return;
  }
  const length = host.serving.maxModelLen ?? layout?.maxModelLen;
  const stored = facts.precisions[storedPrecision(model)]?.weightGB ?? weights.weightGB;
  if (stored > node.localDiskGB * usableDisk) {
    yield {
      path,
      message: `${model.release} is stored in ${round(stored)} GB; the local disks of ${host.nodes.instanceType} hold ${round(node.localDiskGB)} GB.`,
    };
    return;
  }
  const whileLoading = node.gpuMemoryGB - overheadGB;
  if (model.weights?.quantization !== undefined && stored / gpus > whileLoading) {
    yield {
      path,
      message: `While vLLM quantizes ${model.release}, each GPU may hold its share of the ${storedPrecision(model)} weights, ${round(stored / gpus)} GB of ${round(stored)} GB; ${node.gpu} has room for ${round(whileLoading)} GB.`,
      fix: 'Give the replica more GPUs (serving.tensorParallel), or name a repository whose weights are quantized already (facts/checkpoints.yaml) and leave weights.quantization out.',
    };
    return;
  }
  const resident = residentGB(model) ?? weights.weightGB;
  const room = roomGB(node, gpus, host.serving.gpuMemoryUtilization);
  const cache = length === undefined ? 0 : cacheGB(facts, length, layout?.kvCacheDtype === 'fp8' ? 1 : 2);
  const each = adapterGB(model.release, gpus, adapters);
  if (each === undefined) {
    yield {
      path: pathOf('hosts', id, 'adapters'),
      message: `Nothing says how much memory ${adapters.length} adapters take beside ${model.release}: facts have no shape of it, its layers are experts, or a rank is above what vLLM takes.`,
      fix: 'Merge the adapter into weights of its own, or add the shape to facts/throughput.yaml with its source.',
    };
    return;
  }
  const beside = each * gpus;
  if (resident + cache + beside > room) {
    yield {
      path,
      message: `${model.release} ${model.precision} needs ${round(resident)} GB of weights and ${round(cache)} GB for one request of ${length ?? 'unknown'} tokens${beside === 0 ? '' : `, and ${round(beside)} GB for ${adapters.length} ${adapters.length === 1 ? 'adapter' : 'adapters'}`}; ${gpus} × ${node.gpu} have room for ${round(room)} GB.`,
    };
  }
}

/** What a known repository puts into memory as it is: some checkpoints leave more layers in 16 bits than others. */
function residentGB({ release, precision, weights }: Model): number | undefined {
  const held = weights === undefined || weights.quantization !== undefined ? undefined : checkpointOf(weights.repository);
  return held?.release === release && held.precision === precision ? held.weightGB : undefined;
}

/** The rest is for the part of a file that is being fetched and for compiled kernels. */
const usableDisk = 0.9;

const overheadGB = engineOverheadGB('vllm');

function roomGB(node: NodeHardware, gpus: number, utilization: number): number {
  return gpus * (node.gpuMemoryGB * utilization - overheadGB);
}

/** Keys and values of every layer, for one request. */
function cacheGB(facts: Release, tokens: number, bytes: number): number {
  const { layers, kvHeads, headDim } = facts;
  return layers === undefined || kvHeads === undefined || headDim === undefined ? 0 : (2 * layers * kvHeads * headDim * bytes * tokens) / 1e9;
}

function flag({ arguments: words }: Container, name: string): number {
  return Number(words.find((word) => word.startsWith(`${name}=`))?.split('=')[1] ?? 1);
}

function round(value: number): string {
  return value.toFixed(1);
}
