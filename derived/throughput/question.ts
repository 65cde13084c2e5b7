import type { Gpu } from '../../facts/ec2.js';
import type { Precision } from '../../facts/models.js';
import type { Mapping, ServingEngine } from '../../facts/throughput.js';
import type { Objective } from './objective.js';
import type { RequestShape } from './step.js';

/** What is asked about: replicas of a model on some GPUs, and the requests that they answer. */
export interface Question {
  readonly release: string;
  readonly precision: Precision;
  readonly gpu: Gpu;
  /** GPUs of all replicas together. */
  readonly gpus: number;
  readonly tensorParallel: number;
  readonly engine: ServingEngine;
  readonly engineVersion?: string;
  /** Memory of each GPU that is taken beside weights and engine, in 10^9 bytes. @default - none */
  readonly besideGB?: number;
  /** @default - as the engine spreads experts by itself */
  readonly mapping?: Mapping;
  readonly shape: RequestShape;
  /** Requests that are held open at once, on all replicas together. @default - as many as fit */
  readonly concurrency?: number;
  /** @default - none: the offline maximum */
  readonly objective?: Objective;
  /** Measured over predicted, of the user's own benchmark. @default - nothing was measured */
  readonly measured?: number;
  /** What that benchmark calls its model. @default - it does not say */
  readonly measuredModel?: string;
}

/** Output tokens per second of all replicas together. */
export interface Estimate {
  readonly answer: 'estimate';
  readonly outputTokensPerSecond: number;
  readonly inputTokensPerSecond: number;
  readonly low: number;
  readonly high: number;
  /** Requests that run at once, on all replicas. */
  readonly concurrency: number;
  /** What it is limited by. */
  readonly bound: string;
  /** Of one replica. */
  readonly kvCacheGiB: number;
  /** Part of the offline maximum under the objective; 1 without one. */
  readonly share: number;
  readonly assumptions: readonly string[];
}

/** Why there is no number: facts are missing, it does not fit, or the objective cannot be met. */
export interface NoEstimate {
  readonly answer: 'unknown' | 'does not fit' | 'cannot be met';
  readonly why: string;
}
