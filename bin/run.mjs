import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { build } from 'esbuild';

/**
 * `node bin/run.mjs NAME …` runs `bin/NAME.ts` as one file of CommonJS. Both frameworks load their parts lazily, but only
 * through require(): an ES import of theirs evaluates every part, and doubles the time until the first stack (docs/adr/0006).
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'hybrid-llama-blueprint');
const [name = '', ...rest] = process.argv.slice(2);

/** Files find their neighbours by their own place, which a bundle would lose. */
const keepPlaces = {
  name: 'keep-places',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replace(/(?<!')\bimport\.meta\.url\b(?!\))|(?<=, )import\.meta\.url(?=\))/g, () =>
        JSON.stringify(pathToFileURL(path).href),
      ),
    })),
};

async function bundle() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join('bin', `${name}.ts`), join('synthesis', 'terraform-worker.ts')],
    entryNames: '[name]',
    outExtension: { '.js': '.cjs' },
    outdir: cache,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    define: { 'import.meta.filename': '__filename' },
    plugins: [keepPlaces],
  });
  const digest = createHash('sha256');
  for (const { contents } of outputFiles) digest.update(contents);
  const directory = join(cache, `run-${name}-${digest.digest('hex').slice(0, 16)}`);
  if (!existsSync(directory)) publish(directory, outputFiles);
  return join(directory, `${name}.cjs`);
}

/** Written aside and renamed: a run beside this one sees all of it or nothing. Bundles of older sources go after an hour. */
function publish(directory, files) {
  const draft = `${directory}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  for (const { path, contents } of files) writeFileSync(join(draft, basename(path)), contents);
  for (const other of readdirSync(cache)) {
    const path = join(cache, other);
    if (other.startsWith(`run-${name}-`) && path !== draft && Date.now() - statSync(path).mtimeMs > 3_600_000) rmSync(path, { recursive: true, force: true });
  }
  try {
    renameSync(draft, directory);
  } catch (error) {
    if (!existsSync(directory)) throw error;
    rmSync(draft, { recursive: true });
  }
}

// CDK's CloudFormation validator is WebAssembly that runs for about a second: optimizing it costs more than it ever saves.
setFlagsFromString('--liftoff-only');
const file = await bundle();
process.argv = [process.argv[0] ?? 'node', file, ...rest];
createRequire(import.meta.url)(file);
