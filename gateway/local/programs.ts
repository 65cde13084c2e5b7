import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Our own programs of a task, each started with its file. */
export const programs = ['policy', 'tokens', 'translator'] as const;
export type ProgramName = (typeof programs)[number];

/** A bundle of each program, and of the function that fetches tokens of Entra. */
export type Bundles = Readonly<Record<ProgramName | 'broker', string>>;

/** Bundles the programs into a directory, as an image holds them. */
export function bundled(directory: string): Bundles {
  buildSync({
    absWorkingDir: root,
    entryPoints: [
      ...programs.map((name) => ({ in: join('runtime', 'gateway', name, 'main.ts'), out: name })),
      { in: 'runtime/gateway/broker/handler.ts', out: 'broker' },
    ],
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    legalComments: 'none',
    logLevel: 'error',
    // Some packages are CommonJS and call require() for Node's own modules.
    banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
  });
  const [policy = '', tokens = '', translator = '', broker = ''] = [...programs, 'broker'].map((name) => join(directory, `${name}.mjs`));
  return { policy, tokens, translator, broker };
}
