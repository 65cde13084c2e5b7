import { describe, expect, it } from 'vitest';
import { TokenBudgets, TokenCharge } from '../../../../runtime/gateway/policy/budgets.js';

/** A budget of 60 tokens a minute, one a second, and a clock that stands still until a case moves it. */
function clocked() {
  let now = 0;
  const budgets = new TokenBudgets(() => now);
  const take = (tokens: number, caller = 'red') => budgets.of(caller, 60).take(tokens);
  const taken = (tokens: number, caller = 'red') => {
    const charge = take(tokens, caller);
    if (!(charge instanceof TokenCharge)) throw new Error(`${tokens} were not to be had`);
    return charge;
  };
  return { budgets, take, taken, after: (seconds: number) => void (now += seconds * 1_000) };
}

describe('tokens of a caller in a minute', () => {
  it('may all be used at once, and come back one by one', () => {
    const { take, taken, after } = clocked();
    taken(60);
    expect(take(10)).toEqual({ perMinute: 60, left: 0, wait: 10 });
    after(9.5);
    expect(take(10)).toEqual({ perMinute: 60, left: 9, wait: 1 });
    after(0.5);
    taken(10);
    after(3_600);
    taken(60);
    expect(take(1)).toMatchObject({ wait: 1 });
  });

  it('are corrected once it is known what a request used, and only once', () => {
    const { take, taken } = clocked();
    const charge = taken(50);
    charge.settle(20);
    charge.settle(0);
    taken(40);
    expect(take(1)).toMatchObject({ left: 0 });
  });

  it('may be owed: who used more than was known waits until it is back, however little it asks for', () => {
    const { take, taken, after } = clocked();
    taken(10).settle(100);
    expect(take(0)).toEqual({ perMinute: 60, left: 0, wait: 41 });
    after(41);
    taken(0);
  });

  it('are never more than those of a minute, whatever is given back late', () => {
    const { take, taken, after } = clocked();
    const charge = taken(60);
    after(60);
    charge.settle(0);
    taken(60);
    expect(take(1)).toMatchObject({ wait: 1 });
  });

  it('cannot be had by a request that asks for more than a minute has, which waiting does not change', () => {
    const { take, taken } = clocked();
    expect(take(61)).toEqual({ perMinute: 60, left: 60, wait: 'never' });
    taken(60);
  });

  it('are those of one caller, who is forgotten when all are back', () => {
    const { budgets, taken, after } = clocked();
    taken(60);
    taken(1, 'blue').settle(200);
    after(61);
    taken(60, 'green');
    expect(budgets.size).toBe(2);
  });
});
