import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from './closing-table.js';

/** Runs oracles in a process of their own, beside this one, whose output is theirs too. One that ends without outcomes is a finding for each of them. */
export async function beside(oracles: readonly string[], { strict, brief }: { readonly strict: boolean; readonly brief: boolean }): Promise<Outcome[]> {
  if (oracles.length === 0) return [];
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-verify-'));
  try {
    const file = join(directory, 'outcomes.json');
    const start = Date.now();
    const flags = [...(strict ? ['--strict'] : []), ...(brief ? ['--brief'] : [])];
    const args = [...process.execArgv, 'tests/oracles/verify.ts', ...oracles, ...flags, '--outcomes', file];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    const code = await new Promise<number | null>((resolve, reject) => child.on('exit', resolve).on('error', reject));
    if (code === 0) return JSON.parse(readFileSync(file, 'utf8')) as Outcome[];
    const seconds = (Date.now() - start) / 1_000;
    return oracles.map((oracle) => ({ oracle, verdict: { findings: [`${oracle}: broke: its process ended with ${code}`], judged: 'stopped' }, seconds }));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
