import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** A running MiniStack: its own directory, port and log; ended by its process id. */
export interface Emulator {
  readonly environment: NodeJS.ProcessEnv;
  log(): string;
  stop(): void;
}

/** Starts MiniStack on the loopback interface and waits until it answers. `account` is the account it plays by itself. */
export async function startEmulator(python: string, directory: string, account: string): Promise<Emulator> {
  const port = await freePort();
  const home = join(directory, 'home');
  mkdirSync(home);
  const logFile = join(directory, 'emulator.log');
  const log = openSync(logFile, 'w');
  // Nothing of the caller's cloud configuration reaches the emulator or the command line.
  const clean = { PATH: process.env.PATH ?? '', HOME: home, TMPDIR: directory, LANG: 'C.UTF-8' };
  // Unless told otherwise it listens on every interface.
  const server = spawn(join(python, 'bin', 'ministack'), [], {
    cwd: home,
    env: { ...clean, GATEWAY_PORT: String(port), BIND_HOST: '127.0.0.1', IOT_MTLS_ENABLED: '0', MINISTACK_ACCOUNT_ID: account },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const environment = {
    ...clean,
    // With an address instead of this name the command line misreads the template's URL.
    AWS_ENDPOINT_URL: `http://localhost:${port}`,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'emulated',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    CI: 'true',
  };
  const emulator = { environment, log: () => readFileSync(logFile, 'utf8'), stop: () => void server.kill('SIGKILL') };
  for (let attempt = 0; attempt < 120; attempt++) {
    if (server.exitCode !== null) break;
    if (await answers(port)) return emulator;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  emulator.stop();
  throw new Error(`MiniStack does not answer:\n${emulator.log().slice(-2_000)}`);
}

/** Credentials of an account: MiniStack takes twelve digits of a key as the caller's. */
export function asAccount(emulator: Emulator, account: string): NodeJS.ProcessEnv {
  return { ...emulator.environment, AWS_ACCESS_KEY_ID: account };
}

/** Runs the CDK's own command line against the emulator in one account, never longer than `seconds`. */
export function cdk(emulator: Emulator, account: string, args: readonly string[], seconds = 120): { readonly ok: boolean; readonly output: string } {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, ['node_modules/aws-cdk/bin/cdk', ...args, '--no-notices', '--ci'], {
    env: asAccount(emulator, account),
    encoding: 'utf8',
    timeout: seconds * 1_000,
    killSignal: 'SIGKILL',
  });
  return { ok: status === 0, output: `${stdout}${stderr}${error === undefined ? '' : `\n${error.message}`}` };
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/_ministack/health`)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
