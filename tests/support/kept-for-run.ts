import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runDirectory } from './run-directory.js';

/** Digest of everything that something is made of. */
export function keyOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * Directory that is filled once in a test run, whichever process asks first: the others read it. It is never stale, because it goes with the run, whose
 * sources do not change (global-setup.ts). Nobody writes into it afterwards.
 */
export function keptForRun(key: string, fill: (directory: string) => void): string {
  const kept = join(runDirectory(), key);
  if (existsSync(kept)) return kept;
  const draft = `${kept}.${process.pid}`;
  mkdirSync(draft);
  fill(draft);
  try {
    // Written aside and renamed: another process sees all of it or nothing.
    renameSync(draft, kept);
  } catch (error) {
    if (!existsSync(kept)) throw error;
    rmSync(draft, { recursive: true });
  }
  return kept;
}
