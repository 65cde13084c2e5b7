import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

/** Imports as a careless change could add them. */
const backward: readonly (readonly [folder: string, module: string])[] = [
  ['clouds', '../facts/regions.js'],
  ['catalogue', '../topology/views.js'],
  ['catalogue/aws', '../../policy/rule.js'],
  ['facts', '../catalogue/rows.js'],
  ['facts', '../topology/views.js'],
  ['constructs/azure', '../../clouds/azure.js'],
  ['topology', '../policy/rule.js'],
  ['planner', '../stacks/context.js'],
  ['planner', '../policy/rule.js'],
  ['stacks/aws', '../../planner/quotas.js'],
  ['topology', '../planner/quotas.js'],
  ['constructs/aws', '../../stacks/context.js'],
  ['constructs/aws', '../../topology/views.js'],
  ['stacks/aws', '../../policy/rule.js'],
  ['policy/residency', '../../stacks/context.js'],
  ['policy/residency', '../../constructs/origin.js'],
  ['reports', '../synthesis/aws.js'],
  ['reports', '../stacks/context.js'],
  ['diff', '../reports/findings-json.js'],
  ['diff', '../synthesis/aws.js'],
  ['policy/residency', '../../diff/change.js'],
  ['stacks/aws', '../../diff/change.js'],
  ['synthesis', '../bin/docs.js'],
  ['runtime/node', '../../stacks/context.js'],
];
const [forward, barrel, binding] = ['stacks/aws/planted.ts', 'constructs/google/planted-barrel.ts', 'constructs/google/planted-binding.ts'];
const placeOf = (folder: string, module: string) => `${folder}/planted-${module.replaceAll(/\W+/g, '-')}.ts`;

/** What the linter says of files that import one module each, by path: one call for all, in a folder of its own with the project's settings. */
function lintOf(modules: Readonly<Record<string, string>>): Record<string, string> {
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-planted-'));
  try {
    for (const settings of ['biome.json', '.gitignore']) copyFileSync(settings, join(directory, settings));
    for (const [path, module] of Object.entries(modules)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), `export * from '${module}';\n`);
    }
    const parameters = ['lint', '--only=style/noRestrictedImports', '--reporter=json', '--max-diagnostics=none'];
    const { stdout, stderr } = spawnSync(resolve('node_modules/.bin/biome'), parameters, { cwd: directory, encoding: 'utf8' });
    if (stdout === '') throw new Error(stderr);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { location: { path: string } }[] };
    return Object.fromEntries(Object.keys(modules).map((path) => [path, JSON.stringify(diagnostics.filter(({ location }) => location.path === path))]));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe('the direction of imports', () => {
  let said: Record<string, string> = {};
  beforeAll(() => {
    const planted = backward.map(([folder, module]) => [placeOf(folder, module), module]);
    said = lintOf({
      ...Object.fromEntries(planted),
      [forward]: '../../topology/views.js',
      [barrel]: '@cdktf/provider-google',
      [binding]: '@cdktf/provider-google/lib/compute-network/index.js',
    });
  });

  it.each(backward)('a planted import from %s of %s is refused', (folder, module) => {
    expect(said[placeOf(folder, module)]).toContain('noRestrictedImports');
  });

  it('a forward import is fine', () => {
    expect(said[forward]).toBe('[]');
  });

  it('a barrel of provider bindings is refused, a binding by its own path is not', () => {
    expect(said[barrel]).toContain('barrel');
    expect(said[binding]).toBe('[]');
  });
});

describe('files', () => {
  const sources = [
    'bin',
    'topology',
    'facts',
    'clouds',
    'catalogue',
    'derived',
    'planner',
    'constructs',
    'stacks',
    'runtime',
    'evidence',
    'policy',
    'diff',
    'reports',
    'synthesis',
  ].flatMap(walk);

  it('stay small: none above 300 lines, the median at most 100', () => {
    const lengths = sources.map((path) => [readFileSync(path, 'utf8').split('\n').length, path] as const).sort(([a], [b]) => a - b);
    expect(lengths.filter(([length]) => length > 300)).toEqual([]);
    expect(lengths[Math.floor(lengths.length / 2)]?.[0]).toBeLessThanOrEqual(100);
  });

  it('read no environment outside bin/', () => {
    expect(sources.filter((path) => !path.startsWith('bin/') && readFileSync(path, 'utf8').includes('process.env'))).toEqual([]);
  });
});

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return walk(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}
