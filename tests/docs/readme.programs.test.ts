import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Run, run } from '../bin/run.js';
import { outputOf } from '../support/synthesized.js';
import { topologyWith } from '../support/topologies.js';
import { blocksOf } from './blocks.js';
import { runPage } from './session/session.js';

const page = readFileSync('README.md', 'utf8');
const [first = '', five = ''] = ['## Two commands', '## Your own topology in five minutes'].map((heading) => page.slice(0, page.indexOf(heading)));
const block = (language: string, of: string) => blocksOf('README.md', of).find((one) => one.language === language)?.text ?? '';

/** A person's own values, at the places that the page names. */
const own: readonly (readonly [string, string])[] = [
  ['"444455556666"', '"639302817455"'],
  [
    'acm:us-east-2:444455556666:certificate/00000000-0000-0000-0000-000000000000',
    'acm:us-east-2:639302817455:certificate/3d84a6f0-52c7-4e19-b6d8-91f07a2ce453',
  ],
  ['finops@acme.example', 'finops@acme-manufacturing.com'],
  ['cloud-platform@acme.example', 'cloud-platform@acme-manufacturing.com'],
  ['ai-board@acme.example', 'ai-board@acme-manufacturing.com'],
  ['legal@acme.example', 'legal@acme-manufacturing.com'],
  ['0'.repeat(64), '5f0c7a1e'.repeat(8)],
];

/** Commands of the page make the files; what they check, the command line judges here. */
const checked = new Map<string, Run>();
const session = runPage(
  blocksOf('README.md').filter(({ language }) => language === 'console'),
  { aws: outputOf('aws', topologyWith()), terraform: outputOf('terraform', topologyWith()), gateway: outputOf('gateway', topologyWith()) },
  (folder) => {
    const check = (name: string) => checked.set(name, run('blueprint', ['check', '--topology', `${name}.yaml`, '--as-of', '2026-11-29'], folder));
    check('draft');
    check('mine');
    for (const file of ['mine.yaml', 'mine.approvals.yaml']) {
      const text = readFileSync(join(folder, file), 'utf8');
      writeFileSync(
        join(folder, file),
        own.reduce((edited, [from, to]) => edited.replaceAll(from, to), text),
      );
    }
    checked.set('own', run('blueprint', ['check', '--topology', 'mine.yaml', '--as-of', '2026-11-29'], folder));
  },
);

describe('the first screen of README.md', () => {
  it('is one: what it refuses comes before any command', () => {
    expect(first.split('\n').length).toBeLessThan(32);
    expect(first).not.toContain('```console');
    expect(five.slice(first.length)).toContain('npm ci\nnpm run synth\n');
  });

  it('shows a refusal as the command line prints it, for the change that it shows', () => {
    const [, was = '', is = ''] = /^-(.*)\n\+(.*)$/.exec(block('diff', first)) ?? [];
    const example = readFileSync('examples/hosted-only.yaml', 'utf8');
    expect(example.split(was)).toHaveLength(2);
    expect(session.code).toBe(0);
    const { code, stdout = '' } = checked.get('draft') ?? {};
    expect(code).toBe(1);
    expect(stdout.startsWith(`${block('text', first)}\n`)).toBe(true);
    // The command below it makes the same change.
    expect(five).toContain(`s/${was.trim()}/${is.trim()}/`);
  });
});

describe('a topology of your own, as README.md says', () => {
  const fatal = /^(mine[^\s:]*):\d+:\d+: fatal supply-chain\/placeholder$/gm;

  it('has nine documentation values, and no other fault', () => {
    const { code, stdout = '' } = checked.get('mine') ?? {};
    expect(code).toBe(1);
    expect(stdout.match(fatal)).toHaveLength(9);
    expect(stdout).toMatch(/: 9 fatal, 0 error, /);
    expect(page).toContain('each documentation value is a finding with its line: nine here');
  });

  it('passes once they are yours', () => {
    expect(checked.get('own')).toMatchObject({ code: 0, stdout: expect.stringMatching(/: 0 fatal, 0 error, /) });
  });
});
