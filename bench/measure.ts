import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What a whole process took. */
export interface Usage {
  /** Processor time of all threads, in seconds. */
  readonly cpu: number;
  /** Seconds from start to end. */
  readonly wall: number;
  /** Peak resident set, in MiB. */
  readonly mebibytes: number;
}

/** A node process to measure. */
export interface Subject {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What is done before each run, unmeasured. */
  readonly before?: () => void;
}

/** A TypeScript file of this repository, run directly. */
export function source(path: string): Subject {
  return { args: ['--import', join(root, 'node_modules/tsx/dist/esm/index.mjs'), join(root, path)] };
}

/** A file of this repository, or of another version of it, run as commands are: bundled. */
export function bundled(name: string, args: readonly string[] = [], tree: string = root): Subject {
  return { args: [join(tree, 'bin/run.mjs'), name, ...args] };
}

/**
 * Medians of some subjects, each run once to warm caches and then `runs` times in turn with the others, so that a machine
 * that slows down slows all of them.
 */
export function measure<Name extends string>(subjects: Readonly<Record<Name, Subject>>, options: { readonly runs: number; readonly cwd: string }) {
  const names = Object.keys(subjects) as Name[];
  const seen = new Map<Name, Usage[]>(names.map((name) => [name, []]));
  for (let run = 0; run <= options.runs; run++) {
    for (const name of names) {
      const usage = runOnce(subjects[name], options.cwd);
      if (run > 0) seen.get(name)?.push(usage);
    }
  }
  return Object.fromEntries(names.map((name) => [name, middle(seen.get(name) ?? [])])) as Record<Name, Usage>;
}

function runOnce({ args, env, before }: Subject, cwd: string): Usage {
  before?.();
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-bench-'));
  try {
    const file = join(directory, 'usage');
    const start = process.hrtime.bigint();
    const result = spawnSync(process.execPath, ['--import', join(root, 'bench/report-usage.mjs'), ...args], {
      cwd,
      env: { ...process.env, ...env, BENCH_USAGE_FILE: file },
      encoding: 'utf8',
    });
    const wall = Number(process.hrtime.bigint() - start) / 1e9;
    if (result.status !== 0) throw new Error(`node ${args.join(' ')} failed:\n${result.stdout}${result.stderr}`);
    const { seconds, kibibytes } = JSON.parse(readFileSync(file, 'utf8')) as { seconds: number; kibibytes: number };
    return { cpu: seconds, wall, mebibytes: kibibytes / 1024 };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function middle(usages: readonly Usage[]): Usage {
  return {
    cpu: median(usages.map(({ cpu }) => cpu)),
    wall: median(usages.map(({ wall }) => wall)),
    mebibytes: Math.max(...usages.map(({ mebibytes }) => mebibytes)),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
