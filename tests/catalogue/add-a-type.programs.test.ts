import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aspects } from '../../catalogue/row.js';
import { rule } from '../../policy/state/unreviewed-type.js';
import type { Written } from '../support/documents.js';
import { findingsAfter } from '../support/findings.js';

const page = readFileSync('docs/contributing/add-a-type.md', 'utf8');
const [, table = ''] = /```ts\n(.*?)```/s.exec(page) ?? [];
const line = (aspect: string) => new RegExp(`^ +${aspect}: .*\n`, 'm');

/** What the compiler says of the page's table as it is and, by aspect, without one line of it: one run for all. */
function compiled(directory: string): Record<string, string> {
  cpSync('catalogue', join(directory, 'catalogue'), { recursive: true });
  const files = { whole: table, ...Object.fromEntries(aspects.map((aspect) => [aspect, table.replace(line(aspect), '')])) };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, 'catalogue/aws', `made-${name}.ts`), text);
  const { compilerOptions } = JSON.parse(readFileSync('tsconfig.json', 'utf8'));
  const options = { ...compilerOptions, types: [], noUnusedLocals: false };
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['catalogue/aws/made-*.ts'] }));
  writeFileSync(join(directory, 'package.json'), '{"type": "module"}');
  const { stdout } = spawnSync(resolve('node_modules/.bin/tsc'), ['--noEmit', '--pretty', 'false', '-p', directory], { encoding: 'utf8' });
  const errors = stdout.split(/\n(?=\S)/);
  return Object.fromEntries(Object.keys(files).map((name) => [name, errors.filter((error) => error.includes(`made-${name}.ts`)).join('\n')]));
}

describe('the page that says how to add a type', () => {
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-type-'));
  let said: Record<string, string> = {};
  beforeAll(() => {
    said = compiled(directory);
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it('has a row that compiles', () => {
    expect(table).toContain("'AWS::MadeUp::Store'");
    expect(said['whole']).toBe('');
  });

  it.each(aspects)('has a row that does not compile without %s', (aspect) => {
    expect(table).toMatch(line(aspect));
    expect(said[aspect]).toContain(`'${aspect}'`);
  });

  it('names every aspect, and the finding of a type that has no row yet', () => {
    expect(aspects.filter((aspect) => !page.includes(`| \`${aspect}\` |`))).toEqual([]);
    const add = (document: Written) => void (document.Resources.Extra = { Type: 'AWS::MadeUp::Store', Properties: {} });
    const [finding] = findingsAfter(rule, 'aws-fleet-eu-fleet', add);
    expect(page).toContain(`${rule.id}: ${finding?.message}`);
  });
});
