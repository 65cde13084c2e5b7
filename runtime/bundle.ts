import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { cache } from './kept-file.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Bundles a Lambda handler (`runtime/<name>/handler.ts`, with what it takes from folders `beside`) with the pinned SDK into a directory of one
 * file, and returns that directory. Bundles are kept by the digest of sources and lock file, since bundling an SDK takes longer than a synth.
 */
export function bundleHandler(name: string, ...beside: readonly string[]): string {
  return bundled(name, 'handler.ts', ['custom-resource', name, ...beside]);
}

/** The same for a process of the gateway (`runtime/gateway/<name>/main.ts`): a directory with `index.mjs`, which Node starts. */
export function bundleGatewayProcess(name: string): string {
  return bundled(`gateway/${name}`, 'main.ts', [`gateway/${name}`, 'gateway/aws', 'gateway/forms', 'gateway/process']);
}

/** `folders` of `runtime/` hold all of our own that the bundle is made of. */
function bundled(name: string, entry: string, folders: readonly string[]): string {
  const digest = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of folders.map((each) => join(root, 'runtime', each))) {
    for (const file of readdirSync(folder).sort()) digest.update(file).update(readFileSync(join(folder, file)));
  }
  const target = join(cache, `${name.replaceAll('/', '-')}-${digest.digest('hex').slice(0, 16)}`);
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
