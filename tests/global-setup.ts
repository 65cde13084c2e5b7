import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { stopEmulator } from './runtime/emulator.js';
import { changes, treeOf } from './source-tree.js';
import { variable } from './support/run-directory.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Gives a run a directory of its own, and fails it when the source tree is not the same afterwards. */
export default function setup({ config, vitest }: TestProject): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-test-run-'));
  process.env[variable] = directory;
  const before = treeOf(root);
  return () => {
    stopEmulator(directory);
    rmSync(directory, { recursive: true });
    // Whoever watches edits; whoever updates has asked for it.
    if (config.watch || config.snapshotOptions.updateSnapshot === 'all') return;
    const changed = changes(before, treeOf(root));
    if (changed.length === 0) return;
    vitest.logger.error(`The source tree changed during the run: ${changed.join(', ')}. Tests write into directories of their own (tests/README.md).`);
    process.exitCode = 1;
  };
}
