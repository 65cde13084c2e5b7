import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { sourcesOf } from './sources.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Folder of all bundles, made when the first is needed. */
export const bundleCache = join(root, 'node_modules', '.cache', 'hybrid-llama-blueprint');
/** What runs in a thread of its own is a file of its own. */
const worker = 'synthesis/terraform-worker.ts';

/**
 * `bin/NAME.ts`, or `NAME.ts` where NAME has a folder, as one file of CommonJS; returns its path. Both frameworks load their
 * parts lazily, but only through require(): an ES import of theirs evaluates every part, and doubles the time until the
 * first stack (docs/adr/0006).
 */
export async function bundled(asked) {
  const entry = asked.includes('/') ? asked : `bin/${asked}`;
  const name = basename(entry);
  const directory = join(bundleCache, `run-${name}-${sourceDigest(entry)}`);
  if (!existsSync(directory)) await bundleInto(directory, entry);
  return join(directory, `${name}.cjs`);
}

/** Digest of everything a bundle is made of, by content: a bundle is used only for exactly these sources. */
function sourceDigest(entry) {
  const digest = createHash('sha256').update(root);
  for (const file of ['package-lock.json', 'bin/bundle.mjs']) digest.update(readFileSync(join(root, file)));
  for (const [path, text] of sourcesOf(root, [`${entry}.ts`, worker])) digest.update(`${path}\0${text}\0`);
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

/** Fact tables as JSON text by name, each parsed by its schema here, where it costs nothing in any later run (docs/adr/0070). */
async function factTables(build) {
  const [parser] = (
    await build({
      absWorkingDir: root,
      entryPoints: ['facts/schema/parse.ts'],
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      packages: 'external',
    })
  ).outputFiles;
  const module = { exports: {} };
  new Function('module', 'exports', 'require', parser.text)(module, module.exports, createRequire(import.meta.url));
  const files = readdirSync(join(root, 'facts')).filter((file) => file.endsWith('.yaml'));
  return module.exports.parseAllFacts(
    Object.fromEntries(files.sort().map((file) => [basename(file, '.yaml'), readFileSync(join(root, 'facts', file), 'utf8')])),
  );
}

/** Tables of reviewed arguments as JSON text by name. */
function argumentTables() {
  const directory = join(root, 'catalogue', 'arguments');
  const files = readdirSync(directory).filter((file) => file.endsWith('.yaml'));
  return Object.fromEntries(files.sort().map((file) => [basename(file, '.yaml'), JSON.stringify(parse(readFileSync(join(directory, file), 'utf8')))]));
}

/** The table of reviewed resources as JSON text. */
const resourceTable = () => JSON.stringify(parse(readFileSync(join(root, 'catalogue', 'resources', 'resources.yaml'), 'utf8')));

async function bundleInto(directory, entry) {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`${entry}.ts`, worker],
    entryNames: '[name]',
    outExtension: { '.js': '.cjs' },
    outdir: bundleCache,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    define: {
      'import.meta.filename': '__filename',
      BUNDLED_FACTS: JSON.stringify(await factTables(build)),
      BUNDLED_ARGUMENTS: JSON.stringify(argumentTables()),
      BUNDLED_RESOURCES: JSON.stringify(resourceTable()),
    },
    plugins: [keepPlaces],
  });
  const draft = `${directory}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  for (const { path, contents } of outputFiles) writeFileSync(join(draft, basename(path)), contents);
  removeOld(draft, basename(entry));
  try {
    // Written aside and renamed: a run beside this one sees all of it or nothing.
    renameSync(draft, directory);
  } catch (error) {
    if (!existsSync(directory)) throw error;
    rmSync(draft, { recursive: true });
  }
}

/** Bundles of earlier sources go after an hour, when no run can still be using them. */
function removeOld(draft, name) {
  for (const path of readdirSync(bundleCache).map((entry) => join(bundleCache, entry))) {
    if (basename(path).startsWith(`run-${name}-`) && path !== draft && Date.now() - statSync(path).mtimeMs > 3_600_000)
      rmSync(path, { recursive: true, force: true });
  }
}
