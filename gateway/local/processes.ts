import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A process that this run started. */
export interface Running {
  readonly name: string;
  readonly pid: number;
  /** File of all that it printed. */
  readonly log: string;
  /** Why it ended; undefined while it runs. */
  ended(): string | undefined;
  /** Settles when it has ended. */
  readonly exit: Promise<void>;
  /** SIGTERM, and SIGKILL when it still runs after so many milliseconds. */
  stop(graceMs?: number): Promise<void>;
  /** Ends it and the processes that it started, at once. */
  kill(): void;
}

export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** All of its environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly log: string;
}

/** Groups of processes that run: when this process ends in whatever way, none of them may stay. */
const groups = new Set<number>();
process.once('exit', () => {
  for (const group of groups) killed(group);
});

function killed(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/** Starts a program whose output goes to a file. */
export function start({ name, command, args, env, log }: Program): Running {
  const output = createWriteStream(log, { flags: 'a' });
  // A group of its own: a terminal's Ctrl-C reaches this process alone, which then stops the others in order.
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  let why: string | undefined;
  const exit = new Promise<void>((resolve) => {
    const over = (reason: string) => {
      why ??= reason;
      groups.delete(child.pid ?? 0);
      output.end();
      resolve();
    };
    child.once('error', ({ message }) => over(message));
    child.once('close', (code, signal) => over(signal === null ? `exit code ${code}` : String(signal)));
  });
  if (child.pid !== undefined) groups.add(child.pid);
  const kill = () => killed(child.pid ?? 0);
  const stop = async (graceMs = 5_000) => {
    if (why !== undefined) return;
    child.kill('SIGTERM');
    if ((await Promise.race([exit.then(() => 'over'), pause(graceMs, 'late', { ref: false })])) === 'late') kill();
    await exit;
  };
  return { name, pid: child.pid ?? 0, log, ended: () => why, exit, stop, kill };
}

/** Waits until a look succeeds; says what is missing when it does not, or when a process ended. */
export async function ready(what: string, look: () => Promise<boolean> | boolean, processes: readonly Running[], longestMs = 60_000): Promise<void> {
  const until = Date.now() + longestMs;
  while (!(await look())) {
    const over = processes.find((one) => one.ended() !== undefined);
    if (over !== undefined) throw new Error(`${over.name} ended (${over.ended()}) before ${what}:\n${said(over)}`);
    if (Date.now() > until) throw new Error(`not within ${longestMs / 1_000} s: ${what}\n${processes.map(said).join('')}`);
    await pause(30);
  }
}

/** The last that a process printed. */
export const said = ({ name, log }: Running): string => `${name}: ${existsSync(log) ? readFileSync(log, 'utf8').slice(-1_500) : ''}\n`;
