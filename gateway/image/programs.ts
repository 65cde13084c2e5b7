import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync, type Metafile } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Our own programs of a task, by the name of their container. `health` looks at the others. */
export const programs = ['configuration', 'drain', 'health', 'keys', 'policy', 'tokens', 'translator'] as const;
export type Program = (typeof programs)[number];

/** Writes each program as one file, `<name>/index.mjs`, into a directory; the same bytes wherever it is done. Returns what they were made of. */
export function bundlePrograms(directory: string): Metafile {
  return bundleInto(directory, Object.fromEntries(programs.map((name) => [`${name}/index`, `runtime/gateway/${name}/main.ts`])));
}

/** Bundles modules of this project by the path that each is written to, without `.mjs`. */
export function bundleInto(directory: string, modules: Readonly<Record<string, string>>): Metafile {
  return buildSync({
    absWorkingDir: root,
    entryPoints: Object.entries(modules).map(([out, path]) => ({ in: join(root, path), out })),
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // Paths of this machine would be in comments.
    minifyWhitespace: true,
    preserveSymlinks: true,
    legalComments: 'none',
    logLevel: 'error',
    metafile: true,
    // Some packages are CommonJS and call require() for Node's own modules.
    banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
  }).metafile;
}
