import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Flow } from '../../../planner/capacity/flow.js';
import { allocation } from '../../../planner/cost/allocation.js';
import { minutesPerWeek } from '../../../planner/demand/week.js';

/** So many tokens a minute all week, and a burst in one minute. */
const flow = (workload: string, perMinute: number, share: number | undefined, burst = perMinute): Flow => {
  const served = new Float64Array(minutesPerWeek).fill(perMinute);
  served[0] = burst;
  return { workload, host: 'fleet', arriving: served, served, unserved: new Float64Array(minutesPerWeek), share };
};

describe('a shared host', () => {
  it('is divided by the capacity that tokens use, not by their number', () => {
    // A token of `long` uses three times the capacity: 100 × 3 against 300 × 1.
    const { workloads } = allocation([flow('long', 100, 0.003), flow('short', 300, 0.001)], 'used', 4);
    expect(workloads).toEqual({ long: expect.closeTo(0.5, 9), short: expect.closeTo(0.5, 9) });
  });

  it('by the peak charges who makes it large', () => {
    const { workloads } = allocation([flow('even', 100, 0.001), flow('bursty', 100, 0.001, 300)], 'peak', 4);
    expect(workloads).toEqual({ even: expect.closeTo(0.25, 9), bursty: expect.closeTo(0.75, 9) });
  });

  it('leaves idle capacity with finance where that is the rule', () => {
    // 0.1 and 0.3 of 4 nodes.
    const found = allocation([flow('a', 100, 0.001), flow('b', 300, 0.001)], 'shared', 4);
    expect(found).toEqual({ workloads: { a: expect.closeTo(0.025, 9), b: expect.closeTo(0.075, 9) }, shared: expect.closeTo(0.9, 9) });
  });

  it('counts tokens as they are where what they use is not known', () => {
    expect(allocation([flow('a', 100, undefined), flow('b', 300, 0.001)], 'used', 4).workloads['a']).toBeCloseTo(0.25, 9);
  });

  it('that serves nothing is paid by nobody but finance', () => {
    expect(allocation([], 'used', 4)).toEqual({ workloads: {}, shared: 1 });
  });

  it('is paid in full under every rule', () => {
    const flows = fc.array(fc.tuple(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 5_000 })), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(flows, fc.constantFrom('used' as const, 'peak' as const, 'shared' as const), fc.integer({ min: 1, max: 9 }), (loads, idle, capacity) => {
        const { workloads, shared } = allocation(
          loads.map(([perMinute, burst], index) => flow(`w${index}`, perMinute, 0.002, burst)),
          idle,
          capacity,
        );
        expect(Object.values(workloads).reduce((sum, part) => sum + part, shared)).toBeCloseTo(1, 9);
      }),
      { numRuns: 30 },
    );
  });
});
