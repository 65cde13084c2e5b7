import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksOf } from '../../docs/blocks.js';
import { say } from '../tools.js';

/** Longer than an installation and a synthesis take on a slow machine. */
const longestMs = 900_000;

/** What a block may end with, by a word of it; anything but 0 is a refusal that the page announces. */
const refusals: readonly (readonly [words: string, code: number])[] = [
  ['--topology draft.yaml', 1],
  ['> mine.yaml', 1],
];

/** Programs and credentials that a newcomer's machine need not have. */
const needsCloud = /^\s*(npx cdk deploy|terraform|npm run blueprint -- (weights|outputs))/m;

/** Runs the blocks of README.md in a copy of the repository without node_modules, as somebody does who has just cloned it. */
export function newcomer(): { readonly blocks: number; readonly findings: readonly string[] } {
  const copy = mkdtempSync(join(tmpdir(), 'blueprint-newcomer-'));
  try {
    clone(copy);
    const blocks = blocksOf('README.md').filter(({ language, text }) => language === 'console' && !needsCloud.test(text));
    const findings: string[] = [];
    for (const { line, text } of blocks) {
      // Whoever pastes the last block of the section has put values of their own into the files.
      if (text.includes('npm run synth -- --topology mine.yaml')) ownValues(copy);
      // The outputs that are checked are those of the reference topology again.
      if (text.includes('--from-output')) spawnSync('npm', ['run', 'synth'], { cwd: copy, env: bare(), timeout: longestMs });
      const wanted = refusals.find(([words]) => text.includes(words))?.[1] ?? 0;
      const start = Date.now();
      const { status, stderr, stdout } = spawnSync('/bin/bash', ['-euo', 'pipefail', '-c', text], {
        cwd: copy,
        encoding: 'utf8',
        timeout: longestMs,
        env: bare(),
      });
      say(`documents: README.md:${line}: exit code ${status} after ${((Date.now() - start) / 1_000).toFixed(0)} s`);
      if (status !== wanted)
        findings.push(`README.md:${line}: ended with ${status}, not ${wanted}: ${`${stderr}${stdout}`.trim().split('\n').slice(-3).join(' ')}`);
      // Without the packages nothing else can run.
      if (text.startsWith('npm ci') && status !== 0) break;
    }
    if (findings.length === 0 && !existsSync(join(copy, 'cdk.out', 'before-deployment.json')))
      findings.push('README.md: no cdk.out/before-deployment.json was left');
    return { blocks: blocks.length, findings };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** What is tracked, and what will be, as the only commit of branch main. */
function clone(copy: string): void {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { encoding: 'utf8' })
    .split('\0')
    .filter((file) => file !== '' && existsSync(file));
  for (const file of files) cpSync(file, join(copy, file));
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=newcomer', '-c', 'user.email=newcomer@example.com', ...args], { cwd: copy });
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'as cloned');
}

function bare(): NodeJS.ProcessEnv {
  const { PATH, HOME, npm_config_registry: registry, npm_config_cache: cache } = process.env;
  return { PATH, HOME, ...(registry && { npm_config_registry: registry }), ...(cache && { npm_config_cache: cache }) };
}

/** A person's values, at the places that the page names. */
function ownValues(copy: string): void {
  const values: readonly (readonly [string, string])[] = [
    ['"444455556666"', '"639302817455"'],
    ['444455556666:certificate/00000000-0000-0000-0000-000000000000', '639302817455:certificate/3d84a6f0-52c7-4e19-b6d8-91f07a2ce453'],
    ['@acme.example', '@acme-manufacturing.com'],
    ['0'.repeat(64), '5f0c7a1e'.repeat(8)],
  ];
  for (const name of ['mine.yaml', 'mine.approvals.yaml']) {
    const file = join(copy, name);
    writeFileSync(
      file,
      values.reduce((text, [from, to]) => text.replaceAll(from, to), readFileSync(file, 'utf8')),
    );
  }
}
