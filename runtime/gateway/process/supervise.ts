import { type ChildProcess, fork } from 'node:child_process';
import { log } from './log.js';

/** Milliseconds until a worker that ended is started again; doubled each time up to the longest, and back after a minute of life. */
const firstPause = 500;
const longestPause = 30_000;
const steady = 60_000;

/**
 * Keeps one worker process running for each list of arguments, in an environment of its own. SIGTERM and SIGINT go to all of them; the
 * promise resolves when the last has ended after that.
 */
export function supervise(file: string, workers: readonly (readonly string[])[], env: Record<string, string>): Promise<void> {
  let stopping: NodeJS.Signals | undefined;
  const running = new Set<ChildProcess>();
  return new Promise((resolve) => {
    const start = (args: readonly string[], pause: number) => {
      const began = Date.now();
      // Options of this process, such as a profiler's, are not for its workers.
      const child = fork(file, args, { env, execArgv: ['--enable-source-maps'] });
      running.add(child);
      child.once('exit', (code, signal) => {
        running.delete(child);
        if (stopping !== undefined) return running.size === 0 ? resolve() : undefined;
        const next = Date.now() - began > steady ? firstPause : pause;
        log('error', 'worker ended', { arguments: args.join(' '), code: code ?? undefined, signal: signal ?? undefined, again: next });
        setTimeout(() => stopping ?? start(args, Math.min(2 * next, longestPause)), next);
      });
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        stopping = signal;
        log('info', 'stopping', { signal });
        for (const child of running) child.kill('SIGTERM');
        if (running.size === 0) resolve();
      });
    }
    for (const args of workers) start(args, firstPause);
  });
}
