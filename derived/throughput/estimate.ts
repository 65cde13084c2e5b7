import { engineFactor, type IntervalKind, interval, type Mapping, objectiveShare } from '../../facts/throughput.js';
import { assumptionsOf } from './assumptions.js';
import { type Maximum, maximum } from './maximum.js';
import { type Left, left } from './objective.js';
import type { Estimate, NoEstimate, Question } from './question.js';
import { type Replica, replicaOf } from './replica.js';

/** Predicts throughput. Pure: facts and arguments alone. */
export function estimate(question: Question): Estimate | NoEstimate {
  const { release, precision, gpu, gpus, tensorParallel, engine, engineVersion, shape, objective } = question;
  const factor = engineFactor(engine, engineVersion);
  const mapping = question.mapping ?? factor.mapping;
  const replica = replicaOf({ release, precision, gpu, tensorParallel, mapping, besideGB: question.besideGB });
  if (replica === undefined)
    return { answer: 'unknown', why: `facts/throughput.yaml has no shape of ${release}, or facts/models.yaml no weights in ${precision}` };
  const replicas = Math.floor(gpus / tensorParallel);
  if (replicas < 1) return { answer: 'does not fit', why: `a replica needs ${tensorParallel} GPUs, and there are ${gpus}` };
  const each = question.concurrency === undefined ? undefined : question.concurrency / replicas;
  const most = maximum(replica, shape, each);
  if (most === undefined) {
    return { answer: 'does not fit', why: `${release} in ${precision} leaves no memory for the cache of one request on ${tensorParallel} × ${gpu}` };
  }
  const kept = objective === undefined ? undefined : left(replica, shape, objective);
  if (kept?.met === false) return { answer: 'cannot be met', why: kept.why };
  return answer(question, { replica, replicas, most, kept, mapping });
}

interface Found {
  readonly replica: Replica;
  readonly replicas: number;
  readonly most: Maximum;
  readonly kept: Extract<Left, { met: true }> | undefined;
  readonly mapping: Mapping;
}

function answer(question: Question, { replica, replicas, most, kept, mapping }: Found): Estimate {
  const { shape, measured, engine, engineVersion } = question;
  const factor = measured === undefined ? engineFactor(engine, engineVersion) : { factor: measured, low: measured, high: measured };
  const kind = intervalKind(question, replica, most.sequences);
  const spread = interval(kind);
  const offline = (maximum(replica, shape)?.outputTokensPerSecond ?? 0) * replicas;
  const planned = kept === undefined ? Number.POSITIVE_INFINITY : kept.share * offline;
  const predicted = Math.min(most.outputTokensPerSecond * replicas, planned);
  const distance = kept === undefined ? 0 : objectiveShare('distance') * offline;
  const output = predicted * factor.factor;
  return {
    answer: 'estimate',
    outputTokensPerSecond: output,
    inputTokensPerSecond: (output * shape.inputTokens) / shape.outputTokens,
    low: Math.max(0, predicted * spread.low - distance) * factor.low,
    high: Math.min(predicted * spread.high + distance, offline * spread.high) * factor.high,
    concurrency: Math.min(most.sequences, kept?.sequences ?? most.sequences) * replicas,
    bound: planned < most.outputTokensPerSecond * replicas && kept !== undefined ? `objective (${kept.boundBy})` : boundOf(most),
    kvCacheGiB: most.cacheBytes / 2 ** 30,
    share: kept === undefined ? 1 : kept.share,
    assumptions: assumptionsOf(question, { kind, mapping, kept, moe: replica.arch.experts !== undefined }),
  };
}

function boundOf({ heldBy, step }: Maximum): string {
  const [[largest] = ['']] = Object.entries(step).sort(([, a], [, b]) => b - a);
  const words: Readonly<Record<string, string>> = {
    weights: 'reading and multiplying weights',
    cache: 'reading the cache',
    overhead: 'time per layer and sequence',
  };
  return `${heldBy}; most of a step: ${words[largest] ?? largest}`;
}

/** Which points the interval was taken from. */
function intervalKind({ precision, concurrency }: Question, replica: Replica, sequences: number): IntervalKind {
  if (replica.arch.unmeasured) return 'unmeasured';
  if (replica.gpu.memoryGB * 1e9 * replica.gpus - replica.weightBytes < 0.2 * replica.weightBytes) return 'small-cache';
  if (replica.arch.experts !== undefined) return 'experts';
  if (precision !== 'fp8') return 'sixteen-bit';
  return concurrency !== undefined && sequences > 100 ? 'many-sequences' : 'dense';
}
