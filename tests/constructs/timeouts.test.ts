import { describe, expect, it } from 'vitest';
import { timeouts } from '../../constructs/timeouts.js';

describe('time-outs along a request', () => {
  it('let an answer of 15 minutes through, and end in order', () => {
    expect(timeouts.longestAnswer).toBe(900);
    expect(timeouts.balancerIdle).toBeGreaterThanOrEqual(timeouts.longestAnswer);
    expect(timeouts.serverKeepAlive).toBe(960);
    expect(timeouts.deregistration).toBeGreaterThanOrEqual(timeouts.longestAnswer);
    expect([timeouts.engineDrain, timeouts.kill, timeouts.unitStop]).toEqual([900, 960, 990]);
  });

  it('replace a node later than they take it out of service', () => {
    const seconds = ({ interval, failures }: { interval: number; failures: number }) => interval * failures;
    expect(seconds(timeouts.health)).toBe(75);
    expect(seconds(timeouts.healing)).toBe(300);
    expect(timeouts.progress.hung).toBeLessThan(seconds(timeouts.progress));
  });
});
