import { basename, dirname, resolve } from 'node:path';
import { InputError } from '../topology/error.js';
import { readGeneration } from './blueprint-file.js';
import { settleOutputs } from './swap.js';

/**
 * Completes what a killed run left, and refuses outputs of different syntheses: they were never one state, so nothing can be said about them
 * together. `before` is what the message begins with.
 */
export function assertOneGeneration(directories: readonly string[], before = ''): void {
  for (const directory of directories) settleOutputs(dirname(resolve(directory)));
  const known = directories.map(readGeneration).filter(({ generation }) => generation !== undefined);
  if (new Set(known.map(({ generation }) => generation)).size <= 1) return;
  const described = known.map(({ directory, generation }) => `${basename(directory)} is of ${generation}`).join(', ');
  throw new InputError([{ message: `${before}outputs of different generations: ${described}. Allowed: one; run "npm run synth" again` }]);
}
