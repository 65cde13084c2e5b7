import { describe, expect, it } from 'vitest';
import { readsTheSame, recording } from './reads.js';
import { outputOf } from './synthesized.js';
import { topologyWith } from './topologies.js';

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

describe('an output of an edited topology', () => {
  const kept = (app: 'aws' | 'terraform', from: string, to: string) => outputOf(app, topologyWith([[from, to]])) === outputOf(app, topologyWith());

  it('is that of the one in the repository where nothing of the edit was read', () => {
    expect([kept('aws', 'tier: enterprise', 'tier: standard'), kept('terraform', 'tier: enterprise', 'tier: standard')]).toEqual([true, false]);
    expect([kept('aws', 'p5.48xlarge', 'p9.48xlarge'), kept('terraform', 'p5.48xlarge', 'p9.48xlarge')]).toEqual([false, true]);
  });
});
