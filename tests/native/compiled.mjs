import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, version } from 'esbuild';
import { compiledPath, variable } from './place.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules/.cache/hybrid-llama-blueprint/tests-compiled');
const keptMs = 7 * 86_400_000;

const options = {
  absWorkingDir: root,
  outbase: root,
  // As deep as the tree of a run: source maps say from there where a source is.
  outdir: join(cache, 'run-XXXXXX'),
  bundle: false,
  write: false,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // A failure names the line that somebody wrote.
  sourcemap: 'inline',
  sourcesContent: false,
  logLevel: 'error',
  // Files find their neighbours by their own place, and what is compiled lies elsewhere.
  define: { 'import.meta.url': '__sourceUrl', 'import.meta.filename': '__sourceFile' },
};

/**
 * Compiles every TypeScript file of the repository in one call, but for those that an earlier run compiled with the same text, and lays all of it out for this run as
 * the sources are: workers import it as Node imports any module, without hooks in between (docs/adr/0121).
 */
export async function compileAll() {
  mkdirSync(cache, { recursive: true });
  const kept = new Map(tracked('*.ts').map((path) => [path, join(cache, `${digestOf(path)}.js`)]));
  const missing = [...kept].filter(([, file]) => !existsSync(file)).map(([path]) => path);
  if (missing.length > 0) await compileInto(kept, missing);
  forgetOld(new Set(kept.values()));
  const tree = mkdtempSync(join(cache, 'run-'));
  process.on('exit', () => rmSync(tree, { recursive: true, force: true }));
  process.env[variable] = tree;
  writeFileSync(join(tree, 'package.json'), '{"type":"module"}');
  for (const path of new Set([...kept.keys(), ...tracked('*.mjs')].map((one) => dirname(one)))) mkdirSync(join(tree, path), { recursive: true });
  for (const [path, file] of kept) linkSync(file, compiledPath(join(root, path)));
  // JavaScript stays where it is, and what is compiled finds it beside itself.
  for (const path of tracked('*.mjs')) writeFileSync(join(tree, path), handedOn(path));
}

/** What no source is compiled to any more, and trees of runs that were ended before they could clear up. */
function forgetOld(used) {
  for (const path of readdirSync(cache).map((name) => join(cache, name)))
    if (!used.has(path) && Date.now() - statSync(path).mtimeMs > keptMs) rmSync(path, { recursive: true, force: true });
}

function handedOn(path) {
  const url = JSON.stringify(pathToFileURL(join(root, path)).href);
  const own = /^export default /m.test(readFileSync(join(root, path), 'utf8')) ? `export { default } from ${url};\n` : '';
  return `export * from ${url};\n${own}`;
}

/** Git still lists what was deleted and not committed. */
function tracked(pattern) {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '--', pattern], {
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
  const outputs = new Map(outputFiles.map(({ path, text }) => [path, text]));
  for (const path of missing) {
    const file = kept.get(path);
    // Written aside and renamed: a run beside this one sees all of it or nothing.
    writeFileSync(`${file}.${process.pid}`, `${placeOf(path)}${outputs.get(join(options.outdir, path.replace(/\.ts$/, '.js')))}`);
    renameSync(`${file}.${process.pid}`, file);
  }
}

/** Before the first line, so that source maps count lines as the source does. */
function placeOf(path) {
  const file = join(root, path);
  if (!readFileSync(file, 'utf8').includes('import.meta.')) return '';
  return `const __sourceUrl = ${JSON.stringify(pathToFileURL(file).href)}, __sourceFile = ${JSON.stringify(file)};`;
}
