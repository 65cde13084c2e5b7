import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * A Worker (`runtime/<name>/worker.ts`) as one module in one text, the same on every machine. It is a string of Terraform's language, in which nothing may begin
 * an interpolation: templates are written as sums.
 */
export function bundleWorker(name: string): string {
  // Loaded where a Worker is made: it takes ten milliseconds of every synthesis otherwise.
  const { buildSync } = createRequire(join(root, 'package.json'))('esbuild') as typeof import('esbuild');
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [join('runtime', name, 'worker.ts')],
    write: false,
    bundle: true,
    minify: true,
    platform: 'neutral',
    target: 'es2022',
    format: 'esm',
    legalComments: 'none',
    supported: { 'template-literal': false },
  });
  const [{ text } = { text: '' }] = outputFiles;
  if (text === '' || /[$%]\{/.test(text)) throw new Error(`runtime/${name}/worker.ts is bundled to a text that Terraform would change`);
  return text;
}
