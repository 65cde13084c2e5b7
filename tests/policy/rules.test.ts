import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import { topologies } from '../topologies.js';
import { asOf, evidenceOf, topologyWith } from './harness.js';

describe('every rule', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s has a file of its name, a test pair and words for people', (id, rule) => {
    expect(existsSync(`policy/${id}.ts`)).toBe(true);
    expect(existsSync(`tests/policy/${id}.test.ts`)).toBe(true);
    for (const text of [rule.title, rule.why, rule.fix]) expect(text).toMatch(/^[A-Za-z`].{20,}[.)]$/s);
    expect(rule.topology ?? rule.resource ?? rule.stack ?? rule.aws ?? rule.terraform ?? rule.outputs).toBeDefined();
  });

  it('is registered: every file that exports one is in the list', () => {
    const families = readdirSync('policy', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const files = families.flatMap(({ name }) => readdirSync(join('policy', name)).map((file) => `${name}/${file.replace('.ts', '')}`));
    const ids = rules.map((rule) => rule.id as string);
    const tested = files.filter((file) => existsSync(`tests/policy/${file}.test.ts`));
    expect(ids.sort()).toEqual(tested.sort());
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe.each(topologies)('%s', (_, file) => {
  it('breaks no rule: warnings only', () => {
    const loaded = topologyWith([], file);
    const found = judge(rules, loaded, asOf, evidenceOf(loaded)).filter(({ severity }) => severity !== 'warning');
    expect(found).toEqual([]);
  });
});
