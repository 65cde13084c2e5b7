import { type DenseFit, type ExpertsFit, given } from '../../facts/throughput.js';
import type { Replica } from './replica.js';

/** Mean tokens of a request. */
export interface RequestShape {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Fitted parameters; `experts` for mixtures of experts alone. */
export interface Fit {
  readonly dense: Pick<DenseFit, 'bandwidthShare' | 'flopShare' | 'layerUs' | 'reduceUs' | 'sequenceUs'>;
  readonly experts: Pick<ExpertsFit, 'flopShare' | 'layerUs' | 'memoryGB'> | 'none';
}

/** Seconds of a step of continuous batching, by what they are spent on. */
export interface Step {
  readonly weights: number;
  readonly cache: number;
  readonly attention: number;
  readonly communication: number;
  readonly overhead: number;
}

export const secondsOf = (step: Step): number => Object.values(step).reduce((sum, seconds) => sum + seconds, 0);

/**
 * The mean step while `sequences` requests run at once. A part of the steps also takes in prompts, so many tokens that as many requests start as
 * end: in the mean `sequences × input ÷ output` tokens a step (docs/adr/0106-throughput-by-a-step.md).
 */
export function meanStep(replica: Replica, fit: Fit, shape: RequestShape, sequences: number): Step {
  const prompt = (sequences * shape.inputTokens) / shape.outputTokens;
  const filled = Math.min(1, prompt / (given('chunkTokens') * ranks(replica)));
  const mixed = filled > 0 ? filled * weightSeconds(replica, fit, sequences + prompt / filled) : 0;
  return {
    weights: mixed + (1 - filled) * weightSeconds(replica, fit, sequences),
    cache: (sequences * seen(replica, shape.inputTokens + shape.outputTokens / 2) * replica.cacheBytesPerToken) / bandwidth(replica, fit),
    attention: attentionSeconds(replica, shape.inputTokens, prompt),
    communication: communicationSeconds(replica, sequences + prompt),
    overhead: layerSeconds(replica, fit) + (sequences * fit.dense.sequenceUs * 1e-6) / ranks(replica),
  };
}

/** Seconds that one prompt takes alone until its first token. */
export function lonePrefill(replica: Replica, fit: Fit, inputTokens: number): number {
  const chunk = given('chunkTokens');
  const chunks = Array.from({ length: Math.ceil(inputTokens / chunk) }, (_, index) => Math.min(chunk, inputTokens - index * chunk));
  return chunks.reduce(
    (sum, tokens) =>
      sum +
      weightSeconds(replica, fit, tokens) +
      attentionSeconds(replica, inputTokens, tokens) +
      communicationSeconds(replica, tokens) +
      layerSeconds(replica, fit),
    0,
  );
}

/** Under attention data parallelism every GPU schedules requests of its own. */
export const ranks = ({ mapping, gpus, arch }: Replica): number => (arch.experts !== undefined && mapping === 'attention-dp' ? gpus : 1);

/** Reading weights or multiplying with them, the slower one, with a smooth passage between both. */
function weightSeconds(replica: Replica, fit: Fit, tokens: number): number {
  const { experts } = replica.arch;
  const dense = (replica.weightBytes - replica.expertBytes) / bandwidth(replica, fit);
  const hit = experts === undefined ? 0 : 1 - (1 - experts.perToken / experts.perLayer) ** tokens;
  const read = dense + (replica.expertBytes * hit) / (bandwidth(replica, fit) * given('expertBandwidthShare'));
  const expertFlops = fit.experts === 'none' ? 0 : replica.expertParameters / fit.experts.flopShare;
  const multiplied = (2 * tokens * (replica.denseParameters + expertFlops)) / (replica.gpus * replica.flops * fit.dense.flopShare);
  return Math.hypot(read, multiplied);
}

/** Bytes per second of all GPUs together. */
function bandwidth(replica: Replica, fit: Fit): number {
  return replica.gpus * replica.gpu.memBandwidthGBs * 1e9 * fit.dense.bandwidthShare;
}

/** Tokens that a layer sees in the mean, where some look back a window only. */
function seen({ arch: { window } }: Replica, tokens: number): number {
  return window === undefined ? tokens : tokens * (1 - window.share) + Math.min(tokens, window.tokens) * window.share;
}

/** Causal attention of prompts: each token with half of its prompt, four operations for each. */
function attentionSeconds(replica: Replica, inputTokens: number, tokens: number): number {
  const { layers, heads, headDim } = replica.arch;
  const operations = tokens * 2 * seen(replica, inputTokens) * layers * heads * headDim;
  return operations / (replica.gpus * replica.gpu.bf16Tflops * 1e12 * given('attentionShare'));
}

/** Two all-reduces a layer in 16 bits; under attention data parallelism experts alone are exchanged. */
function communicationSeconds(replica: Replica, tokens: number): number {
  const { arch, gpus, gpu } = replica;
  if (gpus === 1) return 0;
  const layers = ranks(replica) > 1 ? (arch.experts?.layers ?? 0) : arch.layers;
  return (2 * layers * tokens * arch.hidden * 2 * ((2 * (gpus - 1)) / gpus)) / (gpu.nvlinkGBs * 1e9 * given('nvlinkShare'));
}

function layerSeconds({ arch, gpus }: Replica, { dense, experts }: Fit): number {
  const each = dense.layerUs + dense.reduceUs * Math.log2(gpus);
  const routed = experts === 'none' ? 0 : experts.layerUs * (arch.experts?.layers ?? 0);
  return (arch.layers * each + routed) * 1e-6;
}
