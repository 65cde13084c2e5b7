import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { loadsNoModules } from './compiled.cjs';
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

/** What a thread runs first. Its code, too, is compiled from what an earlier run left; and nobody reads where a token of Terraform was made, which takes a tenth of the thread to write down. */
const threadStart = (file) => `process.env.CDKTN_DISABLE_CREATION_STACK = 'true';
require(${JSON.stringify(join(root, 'bin/compiled.cjs'))}).rememberCompiled(__dirname, 'thread');
require('./${file}');
`;

/** They find their own files by their place, and load their parts lazily. Everything else is part of a bundle: to find and load a hundred small files takes longer than what is in them. */
const frameworks = ['aws-cdk-lib', '@aws-cdk/*', 'cdktf', '@cdktf/*', 'constructs', 'esbuild', '@duckdb/*'];

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

/** Tables of the catalogue as JSON text by path, such as `grants/aws`. */
function catalogueTables() {
  const directory = join(root, 'catalogue');
  const files = readdirSync(directory, { recursive: true }).filter((file) => file.endsWith('.yaml'));
  return Object.fromEntries(
    files.sort().map((file) => [file.slice(0, -'.yaml'.length).replaceAll('\\', '/'), JSON.stringify(parse(readFileSync(join(directory, file), 'utf8')))]),
  );
}

async function bundleInto(directory, entry) {
  const { build } = await import('esbuild');
  const options = {
    absWorkingDir: root,
    entryNames: '[name]',
    outExtension: { '.js': '.cjs' },
    outdir: bundleCache,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // What is imported later is required then, so that the code of all is kept for the next run (compiled.cjs).
    supported: { 'dynamic-import': false },
    banner: { js: loadsNoModules },
    define: {
      'import.meta.filename': '__filename',
      BUNDLED_FACTS: JSON.stringify(await factTables(build)),
      BUNDLED_TABLES: JSON.stringify(catalogueTables()),
    },
    plugins: [keepPlaces],
  };
  const [{ outputFiles }, thread] = await Promise.all([
    build({ ...options, entryPoints: [`${entry}.ts`], external: frameworks }),
    // The bindings of providers are comments for the most part.
    build({ ...options, entryPoints: [worker], minifyWhitespace: true, legalComments: 'none' }),
  ]);
  const draft = `${directory}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  for (const { path, contents } of [...outputFiles, ...thread.outputFiles]) writeFileSync(join(draft, basename(path)), contents);
  renameSync(join(draft, 'terraform-worker.cjs'), join(draft, 'terraform-thread.cjs'));
  writeFileSync(join(draft, 'terraform-worker.cjs'), threadStart('terraform-thread.cjs'));
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
