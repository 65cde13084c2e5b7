import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';

/**
 * `node bin/run.mjs NAME …` runs `bin/NAME.ts`, or `NAME.ts` where that names a folder, as one file of CommonJS. Both frameworks load their parts lazily, but only
 * through require(): an ES import of theirs evaluates every part, and doubles the time until the first stack (docs/adr/0006).
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'hybrid-llama-blueprint');
const sources = ['bin', 'constructs', 'diff', 'facts', 'planner', 'policy', 'reports', 'runtime', 'stacks', 'synthesis', 'topology'];
const [asked = '', ...rest] = process.argv.slice(2);
const entry = asked.includes('/') ? asked : `bin/${asked}`;
const name = basename(entry);

/** Digest of everything a bundle is made of, by content: a bundle is used only for exactly these sources. */
function sourceDigest() {
  const digest = createHash('sha256')
    .update(root)
    .update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of new Set([...sources, dirname(entry)])) {
    for (const entry of readdirSync(join(root, folder), { recursive: true }).sort()) {
      if (/\.(m?ts|mjs|yaml)$/.test(entry)) digest.update(`${folder}/${entry}\0`).update(readFileSync(join(root, folder, entry)));
    }
  }
  return digest.digest('hex').slice(0, 16);
}

/** Files find their neighbours by their own place, which a bundle would lose. */
const keepPlaces = {
  name: 'keep-places',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replace(/(?<=, )import\.meta\.url(?=\))/g, () => JSON.stringify(pathToFileURL(path).href)),
    })),
};

/** Fact tables as JSON text by name. */
async function factTables() {
  const { parse } = await import('yaml');
  const files = readdirSync(join(root, 'facts')).filter((file) => file.endsWith('.yaml'));
  return Object.fromEntries(files.sort().map((file) => [basename(file, '.yaml'), JSON.stringify(parse(readFileSync(join(root, 'facts', file), 'utf8')))]));
}

async function bundleInto(directory) {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`${entry}.ts`, join('synthesis', 'terraform-worker.ts')],
    entryNames: '[name]',
    outExtension: { '.js': '.cjs' },
    outdir: cache,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    define: { 'import.meta.filename': '__filename', BUNDLED_FACTS: JSON.stringify(await factTables()) },
    plugins: [keepPlaces],
  });
  const draft = `${directory}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  for (const { path, contents } of outputFiles) writeFileSync(join(draft, basename(path)), contents);
  removeOld(draft);
  try {
    // Written aside and renamed: a run beside this one sees all of it or nothing.
    renameSync(draft, directory);
  } catch (error) {
    if (!existsSync(directory)) throw error;
    rmSync(draft, { recursive: true });
  }
}

/** A full disk or a read-only installation is no fault of the tool, and no finding: exit code 3 with the folder that is needed. */
function explainMachine(error) {
  const why = {
    ENOSPC: 'no space is left on its disk',
    EDQUOT: 'the disk quota is used up',
    EROFS: 'its file system is read-only',
    EACCES: 'this user may not',
    EPERM: 'this user may not',
  };
  if (why[error.code] === undefined) throw error;
  process.stderr.write(
    `${error.path ?? cache}: cannot be written or read: ${why[error.code]} (${error.code}). Commands are bundled there when sources have changed.\n`,
  );
  process.exit(3);
}

/** Bundles of earlier sources go after an hour, when no run can still be using them. */
function removeOld(draft) {
  for (const path of readdirSync(cache).map((entry) => join(cache, entry))) {
    if (basename(path).startsWith(`run-${name}-`) && path !== draft && Date.now() - statSync(path).mtimeMs > 3_600_000)
      rmSync(path, { recursive: true, force: true });
  }
}

// CDK's CloudFormation validator is WebAssembly that runs for about a second: optimizing it costs more than it ever saves.
setFlagsFromString('--liftoff-only');
setFlagsFromString('--wasm-lazy-compilation');
// Most of what a synthesis makes lives as long as the process: a larger nursery copies it less often.
setFlagsFromString('--max-semi-space-size=64');
// Few functions here run long enough to repay an optimizing compiler; those of a large topology still do.
setFlagsFromString('--interrupt-budget=2000000');
const directory = join(cache, `run-${name}-${sourceDigest()}`);
if (!existsSync(directory)) await bundleInto(directory).catch(explainMachine);
const file = join(directory, `${name}.cjs`);
process.argv = [process.argv[0] ?? 'node', file, ...rest];
createRequire(import.meta.url)(file);
