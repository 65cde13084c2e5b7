import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An installation takes less; whoever holds the lock longer was killed. */
const longestMs = 300_000;

/**
 * Python environment of a requirements file, below node_modules and made when it is first needed; or why there is none.
 * Its scripts name their interpreter by absolute path, so its name has the real place of node_modules in it.
 */
export function pythonEnvironment(name: string, requirements: string): { readonly path: string } | { readonly missing: string } {
  const cache = join(realpathSync('node_modules'), '.cache', 'hybrid-llama-blueprint');
  const digest = createHash('sha256').update(cache).update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const path = join(cache, `${name}-${digest}`);
  const complete = join(path, '.complete');
  if (existsSync(complete)) return { path };
  mkdirSync(cache, { recursive: true });
  return alone(`${path}.lock`, () => {
    if (existsSync(complete)) return { path };
    // What an interrupted installation left.
    rmSync(path, { recursive: true, force: true });
    for (const [command, ...rest] of [
      ['python3', '-m', 'venv', path],
      [join(path, 'bin', 'pip'), 'install', '--no-compile', '--quiet', '--disable-pip-version-check', '-r', requirements],
    ] as const) {
      const { status, error, stderr } = spawnSync(command, rest, { encoding: 'utf8', timeout: longestMs / 2 });
      if (status !== 0) return { missing: `${command}: ${error?.message ?? stderr.trim().split('\n').at(-1)}` };
    }
    writeFileSync(complete, '');
    return { path };
  });
}

/** Test files run in several processes: the second to need an environment waits for the first to install it. */
function alone<T>(lock: string, work: () => T): T {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
      if (since !== undefined && Date.now() - since > longestMs) rmSync(lock, { recursive: true, force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try {
    return work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
