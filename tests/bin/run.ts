import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** No credentials, no configuration of a cloud, and no program to start (`withPrograms` brings them): whatever runs, runs offline. */
const bare = {
  PATH: '',
  HOME: '/nonexistent',
  CDK_VALIDATION: 'false',
  AWS_EC2_METADATA_DISABLED: 'true',
  CDK_DISABLE_VERSION_CHECK: 'true',
};

/** For a command that starts another program, as `diff` starts git. */
export const withPrograms = { PATH: process.env['PATH'] ?? '' };

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Longer than any command takes, even on a busy machine. */
const longestMs = 120_000;

/**
 * Runs a script of `bin/` in a directory, with an environment that knows no cloud: the same bundle as a user's, evaluated anew in a thread
 * that keeps the frameworks loaded. Takes a tenth of the time of a process, so it is for every case that is not about the process itself.
 */
export function run(script: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Run {
  const { port, answered } = thread();
  const from = process.cwd();
  Atomics.store(answered, 0, 0);
  process.chdir(cwd);
  try {
    port.postMessage({ script, args, cwd: process.cwd(), env: { ...bare, CDKTN_DISABLE_CREATION_STACK: 'true', ...env } });
    if (Atomics.wait(answered, 0, 0, longestMs) === 'timed-out') throw new Error(`${script} ${args.join(' ')} took longer than ${longestMs} ms`);
    return receiveMessageOnPort(port)?.message as Run;
  } finally {
    process.chdir(from);
  }
}

/** The same in a process of its own, as a user starts it: for what ends, outlives or clears up after a process. */
export function runProcess(script: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Run {
  const result = spawnSync(process.execPath, [`${root}bin/run.mjs`, script, ...args], {
    cwd,
    env: { ...bare, ...env },
    encoding: 'utf8',
  });
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

interface CommandThread {
  readonly port: MessagePort;
  readonly answered: Int32Array;
}

let started: CommandThread | undefined;

/** The thread of this process, started when it is first needed. */
function thread(): CommandThread {
  if (started !== undefined) return started;
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL('./command-thread.mjs', import.meta.url), {
    workerData: { port: port2, answered },
    transferList: [port2],
    env: {},
    // What runs needs no loader of tests, and the asker that waits could not start one.
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxYoungGenerationSizeMb: 64 },
  });
  // Neither keeps the test process alive.
  worker.unref();
  port1.unref();
  started = { port: port1, answered };
  return started;
}
