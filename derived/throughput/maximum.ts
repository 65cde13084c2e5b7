import { denseFit, expertsFit, given } from '../../facts/throughput.js';
import { cacheBytes, type Replica } from './replica.js';
import { type Fit, meanStep, type RequestShape, ranks, type Step, secondsOf } from './step.js';

/** What a replica does at most. */
export interface Maximum {
  /** Output tokens per second of one replica. */
  readonly outputTokensPerSecond: number;
  /** Requests that run at once. */
  readonly sequences: number;
  readonly cacheBytes: number;
  /** What keeps `sequences` from growing. */
  readonly heldBy: 'cache memory' | 'sequences of the engine' | 'concurrency';
  readonly step: Step;
}

/** The parameters in facts for a replica. */
export function fitOf({ arch, mapping }: Pick<Replica, 'arch' | 'mapping'>): Fit {
  return { dense: denseFit(), experts: arch.experts === undefined ? 'none' : expertsFit(mapping) };
}

/**
 * Output tokens per second of one replica with as many requests as fit, or as `concurrency` allows; undefined where not one fits beside
 * the weights.
 */
export function maximum(replica: Replica, shape: RequestShape, concurrency = Number.POSITIVE_INFINITY, fit: Fit = fitOf(replica)): Maximum | undefined {
  const bytes = cacheBytes(replica, replica.besideGB + (fit.experts === 'none' ? 0 : fit.experts.memoryGB));
  const inCache = bytes / replica.cacheBytesPerToken / (shape.inputTokens + shape.outputTokens);
  if (inCache < 1) return undefined;
  const inEngine = given('maxSequences') * ranks(replica);
  const sequences = Math.min(inCache, inEngine, concurrency);
  const step = meanStep(replica, fit, shape, sequences);
  return {
    outputTokensPerSecond: sequences / secondsOf(step),
    sequences,
    cacheBytes: bytes,
    heldBy: sequences === concurrency ? 'concurrency' : sequences === inCache ? 'cache memory' : 'sequences of the engine',
    step,
  };
}
