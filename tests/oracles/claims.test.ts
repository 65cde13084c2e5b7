import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Claims } from './claims.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'claims-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const together = { plans: 'validate' };
const sides = () => [new Claims(directory, together), new Claims(directory, together)] as const;

it('gives each oracle to one of two processes, wherever they begin', () => {
  const [one, other] = sides();
  expect(['a', 'b'].map((name) => one.take(name))).toEqual([true, true]);
  expect(['c', 'b', 'a'].map((name) => other.take(name))).toEqual([true, false, false]);
  expect(one.take('c')).toBe(false);
});

it('gives those that build the same thing to the same process', () => {
  const [one, other] = sides();
  expect(other.take('plans')).toBe(true);
  expect([one.take('validate'), one.take('plans'), other.take('validate')]).toEqual([false, false, true]);
});

it('says what it cannot decide', () => {
  expect(() => new Claims(join(directory, 'missing'), together).take('a')).toThrow(/ENOENT/);
});
