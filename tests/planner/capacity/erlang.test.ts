import { describe, expect, it } from 'vitest';
import { blockedShare, erlangB, overflowShare } from '../../../planner/capacity/erlang.js';
import { replayedOverflow } from './replay.js';

describe('Erlang', () => {
  it('B is that of the tables', () => {
    expect(erlangB(10, 7)).toBeCloseTo(0.0787, 4);
    expect(erlangB(1, 1)).toBeCloseTo(0.5, 12);
    expect(erlangB(100, 84.1)).toBeCloseTo(0.01, 3);
  });

  it('with places to wait is M/M/c/K by hand: two servers, one place, offered 1: 1/11', () => {
    // States 0 to 3: 1, 1, 1/2, 1/4; the last of 2.75.
    expect(blockedShare(2, 1, 1)).toBeCloseTo(0.25 / 2.75, 12);
    expect(blockedShare(2, 0, 1)).toBeCloseTo(erlangB(2, 1), 12);
    expect(blockedShare(3, 5, 3)).toBeGreaterThan(0);
  });
});

describe('overflow of a pool', () => {
  const flat = (perMinute: number) => Array.from({ length: 3_000 }, () => perMinute);

  // Offered = rate × service: 90%, 110% and 140% of the slots.
  it.each([
    [20, 0, 18],
    [20, 10, 22],
    [64, 16, 70],
    [128, 32, 115],
    [256, 64, 282],
  ])('of %i slots and %i places with %i offered is within two points of a replay', (slots, places, offered) => {
    const replayed = replayedOverflow({ slots, places, arrivals: flat(offered / 2), service: 2, seed: 7 });
    expect(Math.abs(overflowShare(slots, places, offered) - replayed)).toBeLessThan(0.02);
  });

  it('over a day with a peak is within two points too, minute by minute', () => {
    const arrivals = Array.from({ length: 1_440 }, (_, minute) => 12 + 10 * Math.sin((2 * Math.PI * minute) / 1_440));
    const service = 3;
    const [slots, places] = [45, 8];
    const replayed = replayedOverflow({ slots, places, arrivals: [...arrivals, ...arrivals, ...arrivals], service, seed: 11 });
    const volume = arrivals.reduce((sum, rate) => sum + rate, 0);
    const calculated = arrivals.reduce((sum, rate) => sum + rate * overflowShare(slots, places, rate * service), 0) / volume;
    expect(calculated).toBeGreaterThan(0.05);
    expect(Math.abs(calculated - replayed)).toBeLessThan(0.02);
  });
});
