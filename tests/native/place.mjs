import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Names the tree of what was compiled to the processes of a run. */
export const variable = 'BLUEPRINT_TESTS_COMPILED';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where a TypeScript file was compiled to. */
export function compiledPath(file) {
  return join(process.env[variable], relative(root, file).replace(/\.ts$/, '.js'));
}
