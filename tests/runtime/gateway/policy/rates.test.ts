import { describe, expect, it } from 'vitest';
import { Rates } from '../../../../runtime/gateway/policy/rates.js';

describe('requests of a key in a minute', () => {
  it('may all come at once, and then one at a time', () => {
    const rates = new Rates();
    expect([0, 0, 0, 0].map((now) => rates.take('red', 3, now))).toEqual([0, 0, 0, 20]);
    expect(rates.take('red', 3, 19_999)).toBe(1);
    expect(rates.take('red', 3, 20_000)).toBe(0);
    expect(rates.take('red', 3, 20_001)).toBe(20);
  });

  it('do not add up while none comes', () => {
    const rates = new Rates();
    rates.take('red', 2, 0);
    expect([0, 1, 2].map(() => rates.take('red', 2, 3_600_000))).toEqual([0, 0, 30]);
  });

  it('are those of one key', () => {
    const rates = new Rates();
    rates.take('red', 1, 0);
    expect([rates.take('red', 1, 0), rates.take('blue', 1, 0)]).toEqual([60, 0]);
  });

  it('may be none', () => {
    expect(new Rates().take('red', 0, 0)).toBe(60);
  });
});
