import { objectiveShare } from '../../facts/throughput.js';
import { fitOf, maximum } from './maximum.js';
import type { Replica } from './replica.js';
import { lonePrefill, meanStep, type RequestShape, secondsOf } from './step.js';

/** Latency that 99 of 100 requests keep. Milliseconds. */
export interface Objective {
  readonly ttftMs: number;
  readonly tpotMs: number;
}

/** What an objective leaves of a maximum, or why it cannot be met. */
export type Left =
  | {
      readonly met: true;
      readonly share: number;
      readonly sequences: number;
      readonly lonePrefillMs: number;
      readonly boundBy: 'TTFT' | 'TPOT' | 'mixed lengths';
    }
  | { readonly met: false; readonly why: string };

/**
 * The part of a replica's maximum that keeps an objective. TTFT: prompts queue behind each other, so what is left falls with the time that one takes alone.
 * TPOT: as many requests at once as keep a step below the planned part of the limit.
 */
export function left(replica: Replica, shape: RequestShape, { ttftMs, tpotMs }: Objective): Left {
  const fit = fitOf(replica);
  const most = maximum(replica, shape);
  if (most === undefined) return { met: false, why: 'weights leave no memory for the cache of one request' };
  const prefill = lonePrefill(replica, fit, shape.inputTokens) * 1_000;
  const byTtft = 1 - (objectiveShare('prefills') * prefill) / ttftMs;
  if (byTtft <= 0) {
    return {
      met: false,
      why: `a prompt of ${shape.inputTokens} tokens alone takes ${Math.round(prefill)} ms of the ${ttftMs} ms to its first token, so none can wait for another: more GPUs to a replica, a longer limit, or prefix caching`,
    };
  }
  const limit = (tpotMs / 1_000) * objectiveShare('tpotShare');
  const seconds = (sequences: number) => secondsOf(meanStep(replica, fit, shape, sequences));
  if (seconds(1) > limit) {
    return {
      met: false,
      why: `one request alone takes ${(seconds(1) * 1_000).toFixed(1)} ms per token, above ${Math.round(limit * 1_000)} ms planned of ${tpotMs} ms: more GPUs to a replica`,
    };
  }
  const sequences = seconds(most.sequences) <= limit ? most.sequences : largest(most.sequences, (count) => seconds(count) <= limit);
  const byTpot = sequences / seconds(sequences) / most.outputTokensPerSecond;
  const first = Math.min(objectiveShare('most'), byTtft);
  const share = Math.min(first, byTpot) * objectiveShare('mixedLengths');
  const boundBy = byTpot < first ? 'TPOT' : byTtft < objectiveShare('most') ? 'TTFT' : 'mixed lengths';
  return { met: true, share, sequences: Math.min(sequences, most.sequences * share), lonePrefillMs: prefill, boundBy };
}

/** The largest number between one and `most` for which something holds that holds for all smaller ones. */
function largest(most: number, holds: (count: number) => boolean): number {
  let [low, high] = [1, most];
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
