import { execFile, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';

/** A running emulator: its own directory, port and log; ended by its process id. */
export interface Emulator {
  readonly environment: NodeJS.ProcessEnv;
  log(): string;
  stop(): void;
}

/** What is there before the first deployment. */
export interface Before {
  /** Id of the account that the emulator plays by itself. */
  readonly account: string;
  /**
   * Ids of the management account and of all accounts of its organization.
   * @default - no organization
   */
  readonly organization?: { readonly management: string; readonly members: readonly string[] };
}

/** Starts MiniStack, with the resource types that it lacks (ministack/launch.py), on the loopback interface. */
export function startMiniStack(python: string, directory: string, { account, organization }: Before): Promise<Emulator> {
  return started(directory, '/_ministack/health', (port) => ({
    command: [join(python, 'bin', 'python'), resolve('tests/oracles/ministack/launch.py')],
    environment: {
      GATEWAY_PORT: String(port),
      // Unless told otherwise it listens on every interface.
      BIND_HOST: '127.0.0.1',
      IOT_MTLS_ENABLED: '0',
      MINISTACK_ACCOUNT_ID: account,
      PYTHONDONTWRITEBYTECODE: '1',
      ...(organization && { ORGANIZATION: `${organization.management}:${organization.members.join(',')}` }),
    },
  }));
}

/** Starts moto, with what it lacks of a landing zone (moto/launch.py), on the loopback interface. */
export function startMoto(python: string, directory: string): Promise<Emulator> {
  return started(directory, '/moto-api/', (port) => ({
    command: [join(python, 'bin', 'python'), resolve('tests/oracles/moto/launch.py'), '-H', '127.0.0.1', '-p', String(port)],
    environment: { PYTHONDONTWRITEBYTECODE: '1' },
  }));
}

interface Server {
  readonly command: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/** Starts a server in a home of its own and waits until `health` answers. */
async function started(directory: string, health: string, server: (port: number) => Server): Promise<Emulator> {
  const port = await freePort();
  const home = join(directory, 'home');
  mkdirSync(home);
  const logFile = join(directory, 'emulator.log');
  const log = openSync(logFile, 'w');
  // Nothing of the caller's cloud configuration reaches the emulator or the command line.
  const clean = { PATH: process.env.PATH ?? '', HOME: home, TMPDIR: directory, LANG: 'C.UTF-8' };
  const {
    command: [program = '', ...parameters],
    environment: own,
  } = server(port);
  const child = spawn(program, parameters, { cwd: home, env: { ...clean, ...own }, stdio: ['ignore', log, log] });
  closeSync(log);
  const environment = {
    ...clean,
    // With an address instead of this name the command line misreads the template's URL.
    AWS_ENDPOINT_URL: `http://localhost:${port}`,
    AWS_ACCESS_KEY_ID: 'emulated',
    AWS_SECRET_ACCESS_KEY: 'emulated',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    CI: 'true',
  };
  const emulator = { environment, log: () => readFileSync(logFile, 'utf8'), stop: () => void child.kill('SIGKILL') };
  for (let attempt = 0; attempt < 120; attempt++) {
    if (child.exitCode !== null) break;
    if (await answers(`http://127.0.0.1:${port}${health}`)) return emulator;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  emulator.stop();
  throw new Error(`${program} does not answer:\n${emulator.log().slice(-2_000)}`);
}

/** Credentials of an account: MiniStack takes twelve digits of a key as the caller's. */
export function asAccount(emulator: Emulator, account: string): NodeJS.ProcessEnv {
  return { ...emulator.environment, AWS_ACCESS_KEY_ID: account };
}

/** Runs the CDK's own command line against the emulator in one account, never longer than `seconds`. */
export function cdk(emulator: Emulator, account: string, args: readonly string[], seconds = 300): Promise<{ readonly ok: boolean; readonly output: string }> {
  const options = {
    env: asAccount(emulator, account),
    encoding: 'utf8',
    timeout: seconds * 1_000,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024 * 1024,
  } as const;
  return new Promise((resolve) => {
    execFile(process.execPath, ['node_modules/aws-cdk/bin/cdk', ...args, '--no-notices', '--ci'], options, (error, stdout, stderr) => {
      resolve({ ok: error === null, output: `${stdout}${stderr}${error?.killed === true ? `\nstopped after ${seconds} s` : ''}` });
    });
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
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
