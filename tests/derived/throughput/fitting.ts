import { maximum } from '../../../derived/throughput/maximum.js';
import type { Fit } from '../../../derived/throughput/step.js';
import { denseFit } from '../../../facts/throughput.js';
import type { Case } from './points.js';

/** Predicted over measured output tokens per second. */
export function ratio({ point, replica, replicas, shape, concurrency }: Case, fit: Fit): number {
  return ((maximum(replica, shape, concurrency, fit)?.outputTokensPerSecond ?? 0) * replicas) / point.outputTokS;
}

export type Parameters = readonly number[];
export type FitOf = (parameters: Parameters, of: Case) => Fit;

/** Five parameters for dense models. */
export const denseFitOf: FitOf = ([bandwidthShare = 0, flopShare = 0, layerUs = 0, reduceUs = 0, sequenceUs = 0]) => ({
  dense: { bandwidthShare, flopShare, layerUs, reduceUs, sequenceUs },
  experts: 'none',
});

/** Four for mixtures of experts on top: experts' flops by mapping, memory that attention data parallelism holds, time per layer. */
export const expertsFitOf: FitOf = ([flopsDp = 0, flopsTensor = 0, memoryGB = 0, layerUs = 0], { replica }) => ({
  dense: denseFit(),
  experts: replica.mapping === 'attention-dp' ? { flopShare: flopsDp, layerUs, memoryGB } : { flopShare: flopsTensor, layerUs, memoryGB: 0 },
});

/** How errors count: linear beyond `bend`, so that no outlier decides, and `optimism` times where more is predicted than was measured. */
export interface Weighing {
  readonly bend: number;
  readonly optimism: number;
}

/** Least squares of log ratios; bandwidth above what the hardware has is no fit. */
export function refit(some: readonly Case[], of: FitOf, start: Parameters, { bend, optimism }: Weighing): Parameters {
  const loss = (parameters: Parameters) => {
    if (parameters.some((value) => value <= 0)) return Number.POSITIVE_INFINITY;
    return some.reduce((sum, one) => {
      const fit = of(parameters, one);
      const signed = fit.dense.bandwidthShare > 1 ? Number.POSITIVE_INFINITY : Math.log(ratio(one, fit));
      const error = Math.abs(signed);
      return sum + (signed > 0 ? optimism : 1) * (error < bend ? error ** 2 : 2 * bend * error - bend ** 2);
    }, 0);
  };
  return simplex(loss, start);
}

/** Nelder and Mead's simplex search. */
function simplex(loss: (parameters: Parameters) => number, start: Parameters): Parameters {
  let corners = [start, ...start.map((_, axis) => start.map((value, index) => (index === axis ? value * 1.15 : value)))].map((at) => ({ at, loss: loss(at) }));
  for (let round = 0; round < 250; round++) {
    corners.sort((a, b) => a.loss - b.loss);
    const [best] = corners;
    const worst = corners.at(-1);
    const second = corners.at(-2);
    if (best === undefined || worst === undefined || second === undefined || worst.loss - best.loss < 1e-6) break;
    const centre = start.map((_, axis) => corners.slice(0, -1).reduce((sum, { at }) => sum + (at[axis] ?? 0), 0) / start.length);
    const moved = (by: number) => {
      const at = centre.map((value, axis) => value + by * ((worst.at[axis] ?? 0) - value));
      return { at, loss: loss(at) };
    };
    const reflected = moved(-1);
    const candidate =
      reflected.loss < best.loss ? [moved(-2), reflected].sort((a, b) => a.loss - b.loss)[0] : reflected.loss < second.loss ? reflected : moved(0.5);
    if (candidate !== undefined && candidate.loss < worst.loss) corners[corners.length - 1] = candidate;
    else corners = corners.map(({ at }) => at.map((value, axis) => ((best.at[axis] ?? 0) + value) / 2)).map((at) => ({ at, loss: loss(at) }));
  }
  return corners.sort((a, b) => a.loss - b.loss)[0]?.at ?? start;
}

/** Errors, predicted over measured less one, of points whose group the fit did not see. */
export function leftOut(some: readonly Case[], of: FitOf, start: Parameters, weighing: Weighing, groupOf: (one: Case) => string): number[] {
  return [...new Set(some.map(groupOf))].flatMap((group) => {
    const parameters = refit(
      some.filter((one) => groupOf(one) !== group),
      of,
      start,
      weighing,
    );
    return some.filter((one) => groupOf(one) === group).map((one) => ratio(one, of(parameters, one)) - 1);
  });
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
