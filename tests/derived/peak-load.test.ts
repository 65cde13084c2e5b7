import { describe, expect, it } from 'vitest';
import { peakRequestsPerSecond, peakTokensPerMinute } from '../../derived/peak-load.js';

describe('the busiest minute', () => {
  // A million tokens in each of the 525,600 minutes of a year.
  const load = { tokensPerYear: 525_600_000_000, inputTokens: 1_500, outputTokens: 500, growthPerYear: 0 };

  it('has the mean of a flat load, and 2.44 times that in business hours', () => {
    expect(peakTokensPerMinute({ ...load, curve: 'flat' })).toBeCloseTo(1_000_000);
    expect(peakTokensPerMinute({ ...load, curve: 'business-hours' })).toBeCloseTo(2_440_000);
  });

  it('is the measured one where there is one', () => {
    expect(peakTokensPerMinute({ ...load, curve: 'business-hours', peakToMean: 3 })).toBeCloseTo(3_000_000);
  });

  it('has as many requests as its tokens make: 500 a minute of 2,000 tokens each', () => {
    expect(peakRequestsPerSecond({ ...load, curve: 'flat' })).toBeCloseTo(500 / 60);
  });
});
