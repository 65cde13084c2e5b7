import { sloShare } from '../facts/demand.js';
import type { NodeHardware } from '../facts/hardware.js';
import { nearestMaximum, type RequestShape } from '../facts/throughput.js';
import type { Model } from '../topology/schema/models.js';

/** Tokens per minute, input and output together, that one node carries under a latency objective. */
export interface NodeThroughput {
  readonly tokensPerMinute: number;
  /** Row of facts/throughput.yaml that it comes from. */
  readonly point: string;
}

/** What a node carries, by the published row whose request is most like the given one; undefined where none is published. */
export function nodeThroughput(model: Pick<Model, 'release' | 'precision'>, node: NodeHardware, shape: RequestShape): NodeThroughput | undefined {
  const nearest = nearestMaximum(model, node, shape);
  return nearest === undefined ? undefined : { tokensPerMinute: nearest.tokensPerSecond * 60 * sloShare(), point: nearest.point };
}
