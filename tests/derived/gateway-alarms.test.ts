import { expect, it } from 'vitest';
import { watchedTogether } from '../../derived/gateway-alarms.js';

const some = (count: number) => Array.from({ length: count }, (_, index) => index);

it('watches up to a hundred workloads one by one, more in tens, and forgets none', () => {
  expect(watchedTogether(some(100)).map(({ length }) => length)).toEqual(Array(100).fill(1));
  expect(watchedTogether(some(101)).map(({ length }) => length)).toEqual([...Array(10).fill(10), 1]);
  expect(watchedTogether(some(101)).flat()).toEqual(some(101));
  expect(watchedTogether([])).toEqual([]);
});
