import { modelDirectory } from '../constructs/model-directory.js';
import { timeouts } from '../constructs/timeouts.js';
import { weightsPrefix } from '../derived/names.js';
import { replicasOf } from '../derived/replicas.js';
import { isShared } from '../derived/residents.js';
import { type ServedAdapter, servedAdapters } from '../derived/served-adapters.js';
import { loadQuantization } from '../facts/checkpoints.js';
import { imageVersion, oldestVersion } from '../facts/engine-features.js';
import { drainFlag, engineContainer, engineUser, telemetryOff } from '../facts/serving.js';
import type { SelfHostedHost } from '../hosts/schemas.js';
import type { Model } from '../topology/schema/models.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';
import { adapterFlags } from './adapter-flags.js';
import { admissionFlags } from './admission.js';

/** How the model of a fleet is served, whichever cloud its nodes stand in. */
export interface ModelServing {
  /** Replicas that the GPUs of a node hold, at least 1. */
  readonly replicasPerNode: number;
  /** GPUs of one replica. */
  readonly tensorParallel: number;
  /** Command line of vLLM. */
  readonly arguments: readonly string[];
  /** Environment variables by name. */
  readonly environment: Readonly<Record<string, string>>;
  /** User and group that vLLM runs as, `user:group`. */
  readonly user: string;
  /** Home directory of that user, where its caches are. */
  readonly home: string;
  /** TCP port that it answers on. */
  readonly port: number;
  /** Path of the request that a healthy server answers with 200. */
  readonly healthPath: string;
}

/**
 * Layout of a host's model on its nodes, from facts unless the topology overrides it. `id`: of the host, whose model may be another while one takes over. `server`: a vLLM for each replica, or
 * one on each node, which spreads requests over its replicas itself.
 */
export function modelServing(topology: Topology, id: string, host: SelfHostedHost, server: 'per-replica' | 'per-node'): ModelServing {
  const model = entity(topology.models, host.model);
  const { tensorParallel, replicasPerNode, layout } = replicasOf(topology, host);
  const container = engineContainer('vllm');
  const engine = engineUser('vllm');
  const replicasPerServer = server === 'per-node' ? replicasPerNode : 1;
  const maxModelLen = host.serving.maxModelLen ?? layout?.maxModelLen;
  return {
    replicasPerNode,
    tensorParallel,
    arguments: [
      `--model=${modelDirectory}/${host.model}`,
      `--served-model-name=${host.model}`,
      ...quantizationArgument(model),
      `--tensor-parallel-size=${tensorParallel}`,
      ...(replicasPerServer === 1 ? [] : [`--data-parallel-size=${replicasPerServer}`]),
      ...(maxModelLen === undefined ? [] : [`--max-model-len=${maxModelLen}`]),
      ...(layout === undefined ? [] : [`--kv-cache-dtype=${layout.kvCacheDtype}`]),
      ...(layout?.maxNumBatchedTokens === undefined ? [] : [`--max-num-batched-tokens=${layout.maxNumBatchedTokens}`]),
      ...(layout?.flags ?? []),
      `--gpu-memory-utilization=${host.serving.gpuMemoryUtilization}`,
      // A tag without a version is refused (supply-chain/engine-version); until then, the flags that the oldest understands.
      ...admissionFlags(imageVersion(host.image) ?? oldestVersion(), replicasPerServer),
      // Which request comes first, the gateway says in each; without a priority of its own a server refuses them.
      ...(isShared(topology, id) ? ['--scheduling-policy=priority'] : []),
      `${drainFlag('vllm')}=${timeouts.engineDrain}`,
      '--disable-uvicorn-access-log',
      ...(host.requestLogging ? ['--enable-log-requests'] : []),
      // Last: it takes every word up to the next flag.
      ...adapterFlags(servedAdapters(topology, host)),
    ],
    // Both for libraries that ask who they are: an image of the account's own may not know the number.
    environment: { ...(host.telemetry ? {} : telemetryOff()), VLLM_HTTP_TIMEOUT_KEEP_ALIVE: String(timeouts.serverKeepAlive), HOME: engine.home, USER: 'vllm' },
    ...engine,
    port: container.port,
    healthPath: container.healthPath,
  };
}

/** Said only of files that are not quantized yet: vLLM reads the method of a quantized checkpoint from its configuration. */
function quantizationArgument({ weights }: Model): string[] {
  const quantization = weights?.quantization && loadQuantization(weights.quantization);
  return quantization === undefined ? [] : [`--quantization=${quantization.argument}`];
}

/** Settings of a node script that proves and stores the weights of a model and of the adapters beside it, whichever cloud the node stands in. */
export function weightsSettings(
  id: string,
  model: Model,
  { bucket, signingKey }: { readonly bucket: string; readonly signingKey: string },
  adapters: readonly ServedAdapter[],
) {
  return {
    MODEL: id,
    WEIGHTS_BUCKET: bucket,
    WEIGHTS_PREFIX: weightsPrefix(model),
    MANIFEST_SHA256: hexOf(model.weights?.manifest),
    PROVENANCE_SHA256: hexOf(model.fineTune?.provenance),
    ADAPTERS: adapters.map(adapterSetting).join(' '),
    WEIGHTS_SIGNING_KEY: signingKey,
  };
}

function adapterSetting({ id, model }: ServedAdapter): string {
  return [id, weightsPrefix(model), hexOf(model.weights?.manifest), hexOf(model.fineTune?.provenance)].join(',');
}

function hexOf(digest: string | undefined): string {
  return digest?.replace('sha256:', '') ?? 'none';
}
