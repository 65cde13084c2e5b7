import { describe, expect, it } from 'vitest';
import { readsTheSame, recording } from './reads.js';

describe('what was read', () => {
  const value = Object.freeze({ a: { b: 1, c: ['x', 'y'] }, d: undefined as string | undefined, e: { f: true } });
  type Value = typeof value;
  const changed = (change: Partial<Value>): Value => ({ ...value, ...change });

  it.each<[string, (read: Value) => unknown, Value, boolean]>([
    ['a value that another has too', ({ a }) => a.b, changed({ e: { f: false } }), true],
    ['a value that is another', ({ a }) => a.b, changed({ a: { b: 2, c: ['x', 'y'] } }), false],
    ['a list', ({ a }) => a.c.map((item) => item), changed({ a: { b: 1, c: ['x', 'z'] } }), false],
    ['a list that grows', ({ a }) => a.c.join(), changed({ a: { b: 1, c: ['x', 'y', 'z'] } }), false],
    ['keys, in their order', (read) => Object.keys(read.a), changed({ a: { c: ['x', 'y'], b: 1 } }), false],
    ['everything', (read) => JSON.stringify(read), changed({ e: { f: false } }), false],
    ['a copy', (read) => ({ ...read.e }), changed({ e: { f: false } }), false],
    ['an absence', ({ d }) => d, changed({ d: 'there' }), false],
    ['whether something is there', (read) => 'd' in read, changed({ d: 'there' }), false],
    ['nothing', () => undefined, changed({ a: { b: 3, c: [] }, d: 'x' }), true],
  ])('%s', (_, read, other, same) => {
    const { value: shown, reads } = recording(value);
    read(shown);
    expect(readsTheSame(reads, value)).toBe(true);
    expect(readsTheSame(reads, other)).toBe(same);
  });

  it('is read as it is, and not written', () => {
    const { value: shown } = recording(value);
    expect(JSON.parse(JSON.stringify(shown))).toEqual({ a: { b: 1, c: ['x', 'y'] }, e: { f: true } });
    expect(() => Object.assign(shown.a, { b: 2 })).toThrow('.a.b is written');
  });
});
