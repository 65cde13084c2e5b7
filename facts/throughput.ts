/** Published throughput of Llama on H100 and H200. Source: throughput.yaml. */
import type { Gpu } from './ec2.js';
import type { Precision } from './models.js';
import { type Fact, table } from './read.js';

/** One measured row: output tokens per second of all its GPUs together. */
export interface ThroughputPoint extends Fact {
  readonly id: string;
  readonly release?: string;
  readonly precision: Precision;
  readonly gpu: Gpu;
  readonly form: string;
  readonly gpus: number;
  /** Input and output tokens of a request; absent for data sets whose lengths are not known. */
  readonly isl?: number;
  readonly osl: number;
  readonly outputTokS: number;
  /** Held at a fixed number of requests, so not a maximum. */
  readonly concurrency?: number;
  /** Latency limits that the run had to keep; a run without them is an offline maximum. */
  readonly ttftP99Ms?: number;
}

type Shaped = ThroughputPoint & { readonly isl: number };

/** Offline maxima of a release, or of one of the same architecture, in a precision on a GPU. */
export function offlineMaxima(release: string, precision: Precision, gpu: Gpu): Shaped[] {
  const alike = table<Fact & { readonly releases: readonly string[] }>('throughput', 'arch').find(({ releases }) => releases.includes(release));
  const releases = alike?.releases ?? [release];
  return table<ThroughputPoint>('throughput', 'points').filter(
    (point): point is Shaped =>
      point.release !== undefined &&
      releases.includes(point.release) &&
      point.precision === precision &&
      point.gpu === gpu &&
      point.form.startsWith('SXM') &&
      point.isl !== undefined &&
      point.concurrency === undefined &&
      point.ttftP99Ms === undefined &&
      point.confidence === undefined,
  );
}
