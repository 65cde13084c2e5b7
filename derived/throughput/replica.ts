import type { Gpu } from '../../facts/ec2.js';
import { type Precision, release } from '../../facts/models.js';
import { type Architecture, architecture, type GpuSpeed, given, gpuSpeed, type Mapping } from '../../facts/throughput.js';

/** One copy of a model over some GPUs. */
export interface ReplicaOf {
  readonly release: string;
  readonly precision: Precision;
  readonly gpu: Gpu;
  /** GPUs of the replica. */
  readonly tensorParallel: number;
  readonly mapping: Mapping;
  /** Memory of each GPU that is taken beside weights and engine, in 10^9 bytes. @default - none */
  readonly besideGB?: number | undefined;
}

/** A replica in bytes and operations, from facts. Memory in bytes, speeds in bytes and operations per second of one GPU. */
export interface Replica {
  readonly arch: Architecture;
  readonly gpu: GpuSpeed;
  readonly gpus: number;
  readonly mapping: Mapping;
  readonly weightBytes: number;
  /** Of each GPU, in 10^9 bytes. */
  readonly besideGB: number;
  /** Of routed experts, all of them. */
  readonly expertBytes: number;
  /** Parameters that one token is multiplied with, without routed experts. */
  readonly denseParameters: number;
  readonly expertParameters: number;
  readonly cacheBytesPerToken: number;
  readonly bytesPerParameter: 1 | 2;
  readonly flops: number;
}

/** A replica, or undefined where facts have no shape or weights of the model. The cache has the precision of the weights. */
export function replicaOf({ release: id, precision, gpu, tensorParallel, mapping, besideGB = 0 }: ReplicaOf): Replica | undefined {
  const model = release(id);
  const arch = architecture(id);
  const weights = model?.precisions[precision];
  if (model === undefined || arch === undefined || weights === undefined) return undefined;
  const bytes = precision === 'fp8' ? 1 : 2;
  const speed = gpuSpeed(gpu);
  const experts = arch.experts;
  const routed = (experts?.paramsM ?? 0) * 1e6 * (experts?.layers ?? 0);
  const expertParameters = routed * (experts?.perToken ?? 0);
  return {
    arch,
    gpu: speed,
    gpus: tensorParallel,
    mapping,
    weightBytes: weights.weightGB * 1e9,
    besideGB,
    expertBytes: routed * (experts?.perLayer ?? 0) * bytes,
    // The embedding of a token is looked up, not multiplied.
    denseParameters: model.activeB * 1e9 - arch.vocabulary * arch.hidden - expertParameters,
    expertParameters,
    cacheBytesPerToken: 2 * arch.layers * arch.kvHeads * arch.headDim * bytes,
    bytesPerParameter: bytes,
    flops: (bytes === 1 ? speed.fp8Tflops : speed.bf16Tflops) * 1e12,
  };
}

/** Bytes for the cache on all GPUs of a replica; negative where weights do not fit. `heldGB`: by each GPU, beside weights and engine. */
export function cacheBytes(replica: Replica, heldGB: number): number {
  const held = (given('engineMemoryGB') + heldGB) * 1e9;
  return ((replica.gpu.memoryGB * 1e9 - held) * replica.gpus - replica.weightBytes) * given('memoryShare');
}
