import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** What one oracle says: findings fail the verification; an oracle that cannot run says why, and fails nothing. */
export interface Verdict {
  readonly findings: readonly string[];
  /** What was judged, with numbers. */
  readonly judged: string;
  readonly skipped?: string;
}

/** Python environment of the oracles, below node_modules and named by its requirements; or why there is none. */
export function pythonEnvironment(): { readonly path: string } | { readonly missing: string } {
  const requirements = 'tests/oracles/requirements.txt';
  // Its scripts name their interpreter by absolute path, so it belongs to the real place of node_modules.
  const cache = join(realpathSync('node_modules'), '.cache', 'hybrid-llama-blueprint');
  const digest = createHash('sha256').update(cache).update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const path = join(cache, `oracles-${digest}`);
  const complete = join(path, '.complete');
  if (existsSync(complete)) return { path };
  for (const [command, args] of [
    ['python3', ['-m', 'venv', path]],
    [join(path, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', '-r', requirements]],
    // Written last: an environment whose installation was interrupted is installed again.
    [join(path, 'bin', 'python'), ['-c', 'import sys; open(sys.argv[1], "w").close()', complete]],
  ] as const) {
    const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 300_000 });
    if (status !== 0) return { missing: `${command}: ${error?.message ?? stderr.trim().split('\n').at(-1)}` };
  }
  return { path };
}

export interface AssemblyStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Template file. */
  readonly template: string;
}

/** Stacks of a cloud assembly in the order of the application. */
export function stacksOf(assembly: string): AssemblyStack[] {
  const { artifacts } = JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8'));
  return Object.entries<any>(artifacts).flatMap(([name, { type, environment, properties }]) =>
    type === 'aws:cloudformation:stack'
      ? [{ name, account: environment.split('/')[2], region: environment.split('/').at(-1), template: properties.templateFile }]
      : [],
  );
}

export function say(line: string): void {
  process.stdout.write(`verify: ${line}\n`);
}
