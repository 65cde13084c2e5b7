import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Lints a file that a careless change could add, and returns what the linter says. */
function lintOf(path: string, text: string): string {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    const { stdout, stderr } = spawnSync('npx', ['biome', 'lint', '--only=style/noRestrictedImports', path], { encoding: 'utf8' });
    return stdout + stderr;
  } finally {
    rmSync(path, { force: true });
  }
}

describe('the direction of imports', () => {
  it.each([
    ['facts', '../topology/names.js'],
    ['topology', '../policy/rule.js'],
    ['planner', '../stacks/context.js'],
    ['planner', '../policy/rule.js'],
    ['stacks/aws', '../../planner/quotas.js'],
    ['topology', '../planner/quotas.js'],
    ['constructs/aws', '../../stacks/context.js'],
    ['constructs/aws', '../../topology/names.js'],
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
  ])('a planted import from %s of %s is refused', (folder, module) => {
    expect(lintOf(`${folder}/planted-import.ts`, `export * from '${module}';\n`)).toContain('noRestrictedImports');
  });

  it('a forward import is fine', () => {
    expect(lintOf('stacks/aws/planted-import.ts', "export * from '../../topology/names.js';\n")).not.toContain('noRestrictedImports');
  });

  it('a barrel of provider bindings is refused, a binding by its own path is not', () => {
    expect(lintOf('constructs/google/planted-barrel.ts', "export * from '@cdktf/provider-google';\n")).toContain('barrel');
    expect(lintOf('constructs/google/planted-barrel.ts', "export * from '@cdktf/provider-google/lib/compute-network/index.js';\n")).not.toContain(
      'noRestrictedImports',
    );
  });
});

describe('files', () => {
  const sources = ['bin', 'topology', 'facts', 'planner', 'constructs', 'stacks', 'runtime', 'policy', 'diff', 'reports', 'synthesis'].flatMap(walk);

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
