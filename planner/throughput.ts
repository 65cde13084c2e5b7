import { sloShare } from '../facts/demand.js';
import type { NodeHardware } from '../facts/hardware.js';
import { offlineMaxima } from '../facts/throughput.js';
import type { Model } from '../topology/schema/models.js';

/** Tokens of one request. */
export interface RequestShape {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Tokens per minute, input and output together, that one node carries under a latency objective. */
export interface NodeThroughput {
  readonly tokensPerMinute: number;
  /** Row of facts/throughput.yaml that it comes from. */
  readonly point: string;
}

/**
 * What a node carries, by the published row whose request is most like the given one; undefined where none is published. The
 * shape of a request moves throughput several-fold, so there is no one number per node.
 */
export function nodeThroughput(model: Pick<Model, 'release' | 'precision'>, node: NodeHardware, shape: RequestShape): NodeThroughput | undefined {
  const rows = offlineMaxima(model.release, model.precision, node.gpu)
    .filter(({ gpus }) => gpus <= node.gpus)
    .map((point) => ({
      point: point.id,
      distance: Math.abs(Math.log(point.isl / shape.inputTokens)) + Math.abs(Math.log(point.osl / shape.outputTokens)),
      // A row counts output only; a node has as many copies of its GPUs as fit.
      perSecond: ((point.outputTokS * (point.isl + point.osl)) / point.osl) * Math.floor(node.gpus / point.gpus),
    }))
    // The slower of two that are equally alike.
    .sort((a, b) => a.distance - b.distance || a.perSecond - b.perSecond);
  const [nearest] = rows;
  return nearest === undefined ? undefined : { tokensPerMinute: nearest.perSecond * 60 * sloShare(), point: nearest.point };
}
