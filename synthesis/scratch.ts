import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writingInto } from './storage.js';

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Temporary directories and child processes of one piece of work: all gone when it ends, however it ends. */
export interface Scratch {
  readonly directory: string;
  /** Runs a program in its own process group; collects what it prints. */
  run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ran>;
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Does a piece of work with a temporary directory. Ctrl-C ends its children, removes the directory and exits. */
export async function withScratch<T>(work: (scratch: Scratch) => Promise<T>): Promise<T> {
  const directory = writingInto(tmpdir(), () => mkdtempSync(join(tmpdir(), 'hybrid-llama-blueprint-diff-')));
  const children = new Set<ChildProcess>();
  const clean = () => {
    for (const child of children) end(child);
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  };
  const stop = (signal: NodeJS.Signals) => {
    clean();
    process.exit(signals[signal as keyof typeof signals]);
  };
  for (const signal of Object.keys(signals)) process.on(signal, stop);
  try {
    return await work({ directory, run: (command, args, cwd, env) => run(children, command, args, cwd, env) });
  } finally {
    for (const signal of Object.keys(signals)) process.off(signal, stop);
    clean();
  }
}

function run(children: Set<ChildProcess>, command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    children.add(child);
    const out = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      out.stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      children.delete(child);
      resolve({ code, ...out });
    });
  });
}

/** The whole group: npm and the synthesis start processes of their own. */
function end(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
