import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../policy/rules.js';

describe('every rule', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s has a file of its name, a test pair and words for people', (id, rule) => {
    expect(existsSync(`policy/${id}.ts`)).toBe(true);
    expect(existsSync(`tests/policy/${id}.test.ts`)).toBe(true);
    for (const text of [rule.title, rule.why, rule.fix]) expect(text).toMatch(/^[A-Za-z`].{20,}[.)]$/s);
    expect(
      rule.topology ??
        rule.comparison ??
        rule.resource ??
        rule.stack ??
        rule.aws ??
        rule.terraform ??
        rule.outputs ??
        rule.waivers ??
        rule.gateway ??
        rule.called ??
        rule.both,
    ).toBeDefined();
  });

  const filesBelow = (root: string) =>
    readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'families')
      .flatMap(({ name }) => readdirSync(join(root, name)).map((file) => `${name}/${file}`));

  it('is registered, once: a file of a family is a rule, and a helper is none', () => {
    const ids = rules.map(({ id }) => `${id}.ts`);
    expect(ids.toSorted()).toEqual(filesBelow('policy').toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is what its own file exports', async () => {
    const exported = await Promise.all(rules.map(async ({ id }) => Object.entries(await import(/* @vite-ignore */ `../../policy/${id}.js`))));
    expect(exported).toEqual(rules.map((rule) => [['rule', rule]]));
  });

  it('has tests that judge by it, not only a file of its name', () => {
    const untested = rules.filter(({ id }) => !readFileSync(`tests/policy/${id}.test.ts`, 'utf8').includes(`'../../../policy/${id}.js'`));
    expect(untested.map(({ id }) => id)).toEqual([]);
  });
});
