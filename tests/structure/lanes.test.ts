import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What starts a program that answers within a blink, and why a case of `npm test` may. */
const quick: Readonly<Record<string, string>> = {
  'tests/docs/paths.test.ts': 'git lists the files',
  'tests/gateway/image-layer.test.ts': 'tar reads two small archives',
  'tests/github/workflows.test.ts': 'git lists the files',
  'tests/hosts/registries.test.ts': 'the bundler reads one entry of each kind, in one call',
  'tests/oracles/plans/terraform-plan.ts': 'starts Terraform when an oracle asks',
  'tests/runtime/user-data.test.ts': 'bash reads a script without running it',
  'tests/structure/constructors.test.ts': 'git lists the files',
  'tests/structure/imports.test.ts': 'the linter reads all examples in one call',
  'tests/structure/lanes.test.ts': 'git lists the files',
  'tests/structure/leftovers.test.ts': 'git lists the files',
  'tests/structure/props.test.ts': 'git lists the files',
  'tests/support/python-environment.ts': 'says whether Python is there; what runs it is an oracle',
  'tests/synthesis/generation.test.ts': 'mv and touch, for dates of files',
};

/** What starts a program, or waits as one, through what it calls. */
const indirect: Readonly<Record<string, string>> = {
  'tests/bin/gateway-image-by-job.programs.test.ts': 'the command bundles the programs of the image',
  'tests/runtime/gateway/service-processes.programs.test.ts': 'waits for time to pass, as the processes of a task do',
};

const starts = /from '(node:child_process|node:cluster|esbuild)'|\/bin\/bundle\.mjs'|runtime\/bundle\.js'|gateway\/image\/programs\.js'/;

/** Files of tests, each with its text. */
function testFiles(): ReadonlyMap<string, string> {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '--', 'tests/*.ts'], { encoding: 'utf8' });
  return new Map(
    listed
      .trim()
      .split('\n')
      .map((path) => [path, readFileSync(path, 'utf8')]),
  );
}

/** The file through which one starts a program, of those that it imports: helpers of tests alone, because what the product starts depends on how it is called. */
function starter(files: ReadonlyMap<string, string>, file: string, seen = new Set<string>()): string | undefined {
  const text = files.get(file);
  if (text === undefined || seen.has(file) || file in quick) return undefined;
  seen.add(file);
  if (starts.test(text)) return file;
  const imported = [...text.matchAll(/from '(\.[^']+)\.js'/g)].map(([, path = '']) => `${join(dirname(file), path)}.ts`);
  return imported.map((path) => starter(files, path, seen)).find((found) => found !== undefined);
}

const files = testFiles();
const named = (lane: string) => [...files.keys()].filter((path) => path.endsWith(`.${lane}.test.ts`));

describe('a file of cases says by its name what it needs', () => {
  it('those of npm test start no program', () => {
    const plain = [...files.keys()].filter((path) => path.endsWith('.test.ts') && !/\.(programs|wide)\.test\.ts$/.test(path));
    expect(plain.length).toBeGreaterThan(500);
    expect(plain.flatMap((file) => starter(files, file) ?? [])).toEqual([]);
  });

  it('programs are started where the name says so', () => {
    expect(named('programs').filter((file) => !(file in indirect) && starter(files, file) === undefined)).toEqual([]);
    expect(named('programs').length).toBeGreaterThan(40);
    expect(named('wide').length).toBeGreaterThan(5);
  });

  it('and what may start a quick one still does', () => {
    expect(Object.keys(quick).filter((file) => !starts.test(files.get(file) ?? ''))).toEqual([]);
  });

  it('as one that forgot would be found', () => {
    const forgot = new Map([
      ['tests/a/x.test.ts', "import { run } from '../b/y.js';"],
      ['tests/b/y.ts', "import { spawn } from 'node:child_process';"],
    ]);
    expect(starter(forgot, 'tests/a/x.test.ts')).toBe('tests/b/y.ts');
  });
});
