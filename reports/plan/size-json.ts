import type { Estimate, NoEstimate } from '../../derived/throughput/question.js';

/** Whole tokens per second; the memory of a cache to a hundredth of a GiB. */
export function sizeJson(found: Estimate | NoEstimate): string {
  if (found.answer !== 'estimate') return JSON.stringify({ outputTokensPerSecond: found.answer === 'unknown' ? null : 0, ...found }, null, 2);
  const { outputTokensPerSecond, inputTokensPerSecond, low, high, concurrency, bound, kvCacheGiB, share, assumptions } = found;
  return JSON.stringify(
    {
      outputTokensPerSecond: oneDecimal(outputTokensPerSecond),
      inputTokensPerSecond: oneDecimal(inputTokensPerSecond),
      low: oneDecimal(low),
      high: oneDecimal(high),
      concurrency: Math.round(concurrency),
      bound,
      kvCacheGiB: Math.round(kvCacheGiB * 100) / 100,
      share: Math.round(share * 1_000) / 1_000,
      assumptions,
    },
    null,
    2,
  );
}

const oneDecimal = (value: number) => Math.round(value * 10) / 10;
