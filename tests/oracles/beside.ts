import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from './closing-table.js';

/** Where a process that shares the work of another leaves what it found. */
export const outcomesIn = (shared: string) => join(shared, 'outcomes.json');

/**
 * Runs a second process for the same oracles, whose output is this one's too. Gives what it found; undefined where it ended without outcomes, with a word on how.
 */
export async function beside(oracles: readonly string[], flags: readonly string[], shared: string): Promise<readonly Outcome[] | { readonly ended: string }> {
  const args = [...process.execArgv, 'tests/oracles/verify.ts', ...oracles, ...flags, '--shared', shared];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = await new Promise<string>((resolve) =>
    child.on('exit', (code, signal) => resolve(`ended with ${code ?? signal}`)).on('error', ({ message }) => resolve(`did not start (${message})`)),
  );
  return ended === 'ended with 0' ? (JSON.parse(readFileSync(outcomesIn(shared), 'utf8')) as Outcome[]) : { ended: `its process ${ended}` };
}
