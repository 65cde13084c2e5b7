/** Published throughput of Llama on H100 and H200. Source: throughput.yaml. */
import type { Gpu } from './ec2.js';
import type { NodeHardware } from './hardware.js';
import type { Precision } from './models.js';
import { type Row, table } from './read.js';

/** One measured row: output tokens per second of all its GPUs together. */
export type ThroughputPoint = Row<'throughput', 'points'>;

type Shaped = ThroughputPoint & { readonly isl: number };

/** Offline maxima of a release, or of one of the same architecture, in a precision on a GPU. */
function offlineMaxima(release: string, precision: Precision, gpu: Gpu): Shaped[] {
  const alike = table('throughput', 'arch').find(({ releases }) => releases.includes(release));
  const releases = alike?.releases ?? [release];
  return table('throughput', 'points').filter(
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

/** Tokens of one request. */
export interface RequestShape {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * What a node carries at most, by the published row whose request is most like the given one; undefined where none is published.
 * The shape of a request moves throughput several-fold, so there is no one number per node. `tokensPerSecond`: input and output together.
 */
export function nearestMaximum(
  model: { readonly release: string; readonly precision: Precision },
  node: Pick<NodeHardware, 'gpu' | 'gpus'>,
  shape: RequestShape,
): { readonly point: string; readonly tokensPerSecond: number } | undefined {
  const [nearest] = offlineMaxima(model.release, model.precision, node.gpu)
    .filter(({ gpus }) => gpus <= node.gpus)
    .map((point) => ({
      point: point.id,
      distance: Math.abs(Math.log(point.isl / shape.inputTokens)) + Math.abs(Math.log(point.osl / shape.outputTokens)),
      // A row counts output only; a node has as many copies of its GPUs as fit.
      tokensPerSecond: ((point.outputTokS * (point.isl + point.osl)) / point.osl) * Math.floor(node.gpus / point.gpus),
    }))
    // The slower of two that are equally alike.
    .sort((a, b) => a.distance - b.distance || a.tokensPerSecond - b.tokensPerSecond);
  return nearest;
}
