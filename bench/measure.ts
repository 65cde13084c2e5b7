import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface Measurement {
  /** Median wall time of whole processes, seconds. */
  readonly seconds: number;
  /** Largest peak memory seen, MiB. */
  readonly mebibytes: number;
}

/** Arguments for node that run a TypeScript file of this repository directly. */
export function source(path: string): string[] {
  return ['--import', join(root, 'node_modules/tsx/dist/esm/index.mjs'), join(root, path)];
}

/** Arguments for node that run a command as the package's scripts do. */
export function command(...args: readonly string[]): string[] {
  return [join(root, 'bin/run.mjs'), 'blueprint', ...args];
}

/** Runs node several times as a whole process, after one run that warms caches. */
export function measure(args: readonly string[], options: { readonly runs: number; readonly cwd: string; readonly env?: Record<string, string> }): Measurement {
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-bench-'));
  const file = join(directory, 'rss');
  const times: number[] = [];
  let peak = 0;
  try {
    for (let run = 0; run <= options.runs; run++) {
      const start = process.hrtime.bigint();
      const result = spawnSync(process.execPath, ['--import', join(root, 'bench/report-memory.mjs'), ...args], {
        cwd: options.cwd,
        env: { ...process.env, ...options.env, BENCH_MEMORY_FILE: file },
        encoding: 'utf8',
      });
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (result.status !== 0) throw new Error(`node ${args.join(' ')} failed:\n${result.stdout}${result.stderr}`);
      if (run === 0) continue;
      times.push(seconds);
      peak = Math.max(peak, Number(readFileSync(file, 'utf8')) / 1024);
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
  return { seconds: median(times), mebibytes: peak };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
