import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Json } from '../support/documents.js';
import { asAccount, type Emulator } from './emulator.js';

/** Runs readback.py as one account and parses what it prints. */
export function readBack(emulator: Emulator, python: string, account: string, args: readonly string[]): Json {
  const { status, stdout, stderr, error } = spawnSync(join(python, 'bin', 'python'), ['tests/oracles/readback/readback.py', ...args], {
    env: asAccount(emulator, account),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    timeout: 120_000,
  });
  if (status !== 0) throw new Error(`readback.py failed: ${error?.message ?? stderr.slice(-2_000)}`);
  return JSON.parse(stdout);
}
