import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, version } from 'esbuild';
import { variable } from './variable.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules/.cache/hybrid-llama-blueprint/tests-compiled');
const keptMs = 7 * 86_400_000;

const options = {
  absWorkingDir: root,
  outbase: root,
  // Nothing is written there: the source map of a file names it as its neighbour.
  outdir: root,
  bundle: false,
  write: false,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // A failure names the line that somebody wrote.
  sourcemap: 'inline',
  sourcesContent: false,
  logLevel: 'error',
};

/**
 * Compiles every TypeScript file of the repository in one call, but for those that an earlier run compiled with the same text, and tells the processes of this run
 * which file has which. Vite would transform each by itself, and hand it to each worker as a message (docs/adr/0121).
 */
export async function compileAll() {
  mkdirSync(cache, { recursive: true });
  const kept = new Map(sources().map((path) => [path, join(cache, `${digestOf(path)}.js`)]));
  const missing = [...kept].filter(([, file]) => !existsSync(file)).map(([path]) => path);
  if (missing.length > 0) await compileInto(kept, missing);
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-tests-compiled-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, 'files.json'), JSON.stringify(Object.fromEntries(kept)));
  process.env[variable] = join(directory, 'files.json');
}

/** Git still lists what was deleted and not committed. */
function sources() {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '--', '*.ts'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed
    .trim()
    .split('\n')
    .filter((path) => existsSync(join(root, path)));
}

function digestOf(path) {
  return createHash('sha256')
    .update(JSON.stringify([version, options, path]))
    .update(readFileSync(join(root, path)))
    .digest('hex');
}

async function compileInto(kept, missing) {
  const { outputFiles } = await build({ ...options, entryPoints: missing });
  const outputs = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
  for (const path of missing) {
    const file = kept.get(path);
    // Written aside and renamed: a run beside this one sees all of it or nothing.
    writeFileSync(`${file}.${process.pid}`, outputs.get(join(root, path.replace(/\.ts$/, '.js'))));
    renameSync(`${file}.${process.pid}`, file);
  }
  const used = new Set(kept.values());
  for (const file of readdirSync(cache).map((name) => join(cache, name)))
    if (!used.has(file) && Date.now() - statSync(file).mtimeMs > keptMs) rmSync(file, { force: true });
}
