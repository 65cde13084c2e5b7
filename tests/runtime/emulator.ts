import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { pythonEnvironment } from '../support/python-environment.js';
import { runDirectory } from '../support/run-directory.js';

const client = resolve('tests/runtime/aws_server.py');

/** Folder with the programs of tests/runtime/requirements.txt, or why there is none. */
export function emulatorPrograms(): { readonly bin: string } | { readonly reason: string } {
  const environment = pythonEnvironment('runtime', 'tests/runtime/requirements.txt');
  return 'path' in environment ? { bin: join(environment.path, 'bin') } : { reason: environment.missing };
}

/** An emulator of S3 and KMS on the loopback. */
export interface Emulator {
  readonly endpoint: string;
  /** What programs need to reach it, with an `aws` on the path. */
  readonly environment: Readonly<Record<string, string>>;
}

interface Started extends Emulator {
  readonly processes: readonly number[];
}

/**
 * The emulator of this run: to load it takes longer than most cases, so whoever asks first starts it. Files share it at the same time: each names its own
 * buckets, and one that needs an empty account has one of its own (`x-moto-account-id`).
 */
export async function emulatorOfRun(bin: string): Promise<Emulator> {
  const directory = join(runDirectory(), 'emulator');
  const file = join(directory, 'started.json');
  try {
    mkdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await until([], () => existsSync(file));
    return JSON.parse(readFileSync(file, 'utf8')) as Started;
  }
  const started = await startEmulator(bin, directory);
  writeFileSync(`${file}.draft`, JSON.stringify(started));
  renameSync(`${file}.draft`, file);
  return started;
}

/** Ends the emulator of a run, if there was one. */
export function stopEmulator(directoryOfRun: string): void {
  const file = join(directoryOfRun, 'emulator', 'started.json');
  if (!existsSync(file)) return;
  for (const pid of (JSON.parse(readFileSync(file, 'utf8')) as Started).processes) process.kill(pid, 'SIGKILL');
}

/** Starts the emulator on a free port and the client beside it, and waits until both answer. */
async function startEmulator(bin: string, work: string): Promise<Started> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const settings = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'eu-north-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  const socket = join(work, 'aws.socket');
  const programs = join(work, 'bin');
  mkdirSync(programs);
  writeFileSync(join(programs, 'aws'), `#!/bin/sh\nexec '${bin}/python' -I -S '${client}' call '${socket}' "$@"\n`);
  chmodSync(join(programs, 'aws'), 0o755);

  const processes = [spawn(join(bin, 'moto_server'), ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })];
  try {
    await until(processes, () => answers(`${endpoint}/moto-api/`));
    processes.push(spawn(join(bin, 'python'), [client, 'serve', socket], { stdio: 'ignore', env: settings }));
    await until(processes, () => existsSync(socket));
  } catch (error) {
    for (const child of processes) child.kill('SIGKILL');
    throw error;
  }
  // It outlives the process that started it.
  for (const child of processes) child.unref();
  return {
    endpoint,
    environment: { ...settings, PATH: [programs, '/usr/bin', '/bin'].join(':') },
    processes: processes.flatMap(({ pid }) => pid ?? []),
  };
}

async function until(processes: readonly ChildProcess[], ready: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 45_000; Date.now() < deadline; ) {
    const ended = processes.find(({ exitCode }) => exitCode !== null);
    if (ended !== undefined) throw new Error(`${ended.spawnargs.join(' ')} ended with status ${ended.exitCode}`);
    if (await ready()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('the emulator does not answer');
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export interface Run {
  readonly status: number;
  readonly output: string;
}

/** Runs a program in exactly this environment; what it prints comes back as one text. */
export function run(command: string, parameters: readonly string[], environment: Readonly<Record<string, string>>): Promise<Run> {
  return new Promise((done) => {
    execFile(command, [...parameters], { env: { ...environment }, encoding: 'utf8' }, (error, stdout, stderr) => {
      done({ status: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr });
    });
  });
}
