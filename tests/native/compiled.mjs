import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { variable } from './variable.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Compiles every TypeScript file of the repository once, into a directory that goes with this process. Vite would transform each by itself, twice parsed, and
 * hand it to each worker as a message: a twelfth of the processor time of a whole run.
 */
export async function compileAll() {
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-tests-compiled-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '--', '*.ts'], {
    cwd: root,
    encoding: 'utf8',
  });
  await build({
    absWorkingDir: root,
    // Git still lists what was deleted and not committed.
    entryPoints: listed
      .trim()
      .split('\n')
      .filter((path) => existsSync(join(root, path))),
    outdir: directory,
    outbase: root,
    bundle: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // A failure names the line that somebody wrote.
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'error',
  });
  process.env[variable] = directory;
}
