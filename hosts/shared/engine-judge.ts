import { replicasOf } from '../../derived/replicas.js';
import { isShared } from '../../derived/residents.js';
import { largestRank, servedAdapters } from '../../derived/served-adapters.js';
import { loggingFlags } from '../../evidence/containers/logging-options.js';
import { Allowed, any, type Form, optional } from '../../evidence/expected/differences.js';
import { adapterRanks, holds, imageVersion, oldestVersion } from '../../facts/engine-features.js';
import { engineUser, telemetryOff } from '../../facts/serving.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { SelfHostedHost } from '../schemas.js';

/** Requests of a replica that run and that wait, which the stacks derive from nothing else. */
const running = 256;
const waiting = 64;

/** Seconds for which a server keeps an idle connection: longer than any load balancer in front of it. */
const keepAlive = 960;

/** Options that vLLM is given for a model of a host, each once: no other. `id`: of the host. `servers`: replicas in one server process. */
export function engineOptions(topology: Topology, id: string, host: SelfHostedHost, servers: 'per-replica' | 'per-node'): Form {
  const { tensorParallel, replicasPerNode, layout } = replicasOf(topology, host);
  const replicas = servers === 'per-node' ? replicasPerNode : 1;
  const maxModelLen = host.serving.maxModelLen ?? layout?.maxModelLen;
  const shared = holds('shared admission', imageVersion(host.image) ?? oldestVersion());
  return {
    '--model': `/models/${host.model}`,
    '--served-model-name': host.model,
    // supply-chain/weights-precision compares it with the model, capacity/stop-timeout the last with the node.
    '--quantization': optional(any),
    '--shutdown-timeout': new Allowed('a whole number of seconds', (text) => /^\d+$/.test(text)),
    '--tensor-parallel-size': tensorParallel,
    ...(replicas > 1 && { '--data-parallel-size': replicas, '--api-server-count': replicas }),
    ...(maxModelLen !== undefined && { '--max-model-len': maxModelLen }),
    ...(layout !== undefined && { '--kv-cache-dtype': layout.kvCacheDtype }),
    ...(layout?.maxNumBatchedTokens !== undefined && { '--max-num-batched-tokens': layout.maxNumBatchedTokens }),
    ...Object.fromEntries((layout?.flags ?? []).map((flag) => [flag, ''])),
    '--gpu-memory-utilization': host.serving.gpuMemoryUtilization,
    '--max-num-seqs': running,
    '--max-num-queued-reqs': (running + waiting) * (shared ? replicas : 1),
    ...(isShared(topology, id) && { '--scheduling-policy': 'priority' }),
    '--disable-uvicorn-access-log': '',
    ...adapterOptions(topology, host),
    // data-use/request-logging finds these.
    ...Object.fromEntries(loggingFlags.map((flag) => [flag, optional(any)])),
  };
}

/** Adapters, each by its name from the directory of its own on the node: in the order of their ids, behind one flag. */
function adapterOptions(topology: Topology, host: SelfHostedHost): Readonly<Record<string, Form>> {
  const adapters = servedAdapters(topology, host);
  const [first, ...more] = adapters.map(({ id }) => `${id}=/models/${id}`);
  if (first === undefined) return {};
  const rank = largestRank(adapters, adapterRanks());
  return {
    '--enable-lora': '',
    '--max-loras': adapters.length,
    ...(rank !== undefined && { '--max-lora-rank': rank }),
    '--lora-modules': first,
    ...Object.fromEntries(more.map((word) => [word, ''])),
  };
}

const text = new Allowed('a text', (_, value) => typeof value === 'string');

/** Variables that vLLM is given, each once; `more` are those of where it runs. */
export function engineVariables({ telemetry }: SelfHostedHost, more: Readonly<Record<string, Form>>): Form {
  // Their values are judged by data-use/telemetry-off.
  const off = Object.keys(telemetryOff('vllm')).map((name) => [name, optional(text)] as const);
  return { ...(telemetry ? {} : Object.fromEntries(off)), HOME: engineUser('vllm').home, USER: 'vllm', VLLM_HTTP_TIMEOUT_KEEP_ALIVE: keepAlive, ...more };
}

/** An image of the account's own registry. One without a digest is found by supply-chain/image-digest. */
export function imageForm(image: string): Allowed {
  return new Allowed(image, (text) => text === image || !/@sha256:[0-9a-f]{64}$/.test(text));
}
