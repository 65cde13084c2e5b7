import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { cache } from './kept-file.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Bundles a Lambda handler (`runtime/<name>/handler.ts`) with the pinned SDK into a directory of one file, and returns that directory. Bundles are kept by
 * the digest of sources and lock file, since bundling an SDK takes longer than a synth.
 */
export function bundleHandler(name: string): string {
  return bundled(name, 'handler.ts');
}

/** The same for a process of the gateway (`runtime/gateway/<name>/main.ts`): a directory with `index.mjs`, which Node starts. */
export function bundleGatewayProcess(name: string): string {
  return bundled(`gateway/${name}`, 'main.ts');
}

/** Sources and lock file of this program, read once: they do not change while it runs. */
let sources: string | undefined;

/**
 * Digest of everything that a bundle may be made of: all files below a folder, by their paths, and the lock file. More than any one bundle needs; a list of
 * what each needs would be wrong as soon as somebody adds an import.
 */
export function sourcesDigest(folder: string, lock: string): string {
  const digest = createHash('sha256').update(readFileSync(lock));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(folder, file)).isFile());
  for (const file of files.sort()) digest.update(`\0${file}\0`).update(readFileSync(join(folder, file)));
  return digest.digest('hex');
}

function bundled(name: string, entry: string): string {
  sources ??= sourcesDigest(join(root, 'runtime'), join(root, 'package-lock.json'));
  const target = join(cache, `${name.replaceAll('/', '-')}-${sources.slice(0, 16)}`);
  if (existsSync(target)) return target;

  const draft = `${target}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  buildSync({
    absWorkingDir: root,
    entryPoints: [join('runtime', name, entry)],
    outfile: join(draft, 'index.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    legalComments: 'none',
    // Some SDK packages are CommonJS and call require() for node's own modules.
    banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
  });
  mkdirSync(dirname(target), { recursive: true });
  try {
    renameSync(draft, target);
  } catch (error) {
    // A parallel synth was faster; its bundle is the same.
    if (!existsSync(target)) throw error;
    rmSync(draft, { recursive: true });
  }
  return target;
}
