import { existsSync } from 'node:fs';
import { type RequestOptions, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Emitted } from './emitted.js';
import { type Place, place } from './place.js';
import { type Running, ready, start } from './processes.js';
import type { Bundles, ProgramName } from './programs.js';
import type { World } from './world.js';

/** How much Envoy prints. `info` is the last level that prints no content: from `debug` on, bodies of requests and credentials are printed. */
export type EnvoyLevel = 'as emitted' | 'info' | 'debug';

/** What a task is started with: its zone's files, before whom, and by which programs. */
export interface Surroundings {
  readonly files: Emitted;
  readonly world: World;
  /** The Envoy binary. */
  readonly envoy: string;
  readonly programs: Bundles;
  /** How much Envoys print. */
  readonly level: EnvoyLevel;
}

/** One task of the gateway: token provider, what watches keys, policy service, translator and Envoy, each a process, started as `processes.json` says. */
export class Task {
  readonly processes = new Map<ProgramName | 'envoy', Running>();

  private constructor(
    private readonly zone: Surroundings,
    readonly place: Place,
    private readonly own: readonly ProgramName[],
    /** Where the gateway's own certificate is. */
    private readonly tls: string,
  ) {}

  /** With `host`, a task whose processes this one uses beside an Envoy of its own. */
  static async make(zone: Surroundings, host?: Task): Promise<Task> {
    const sockets = ['policy.sock', ...(zone.files.translator?.listen ?? []).map((path) => path.split('/').at(-1) ?? '')];
    const shared =
      host === undefined ? {} : Object.fromEntries([...sockets, 'secrets', 'tls'].map((name) => [`/run/gateway/${name}`, join(host.place.run, name)]));
    const own: readonly ProgramName[] =
      host !== undefined ? [] : ['tokens', 'keys', 'policy', ...(zone.files.translator === undefined ? [] : ['translator' as const])];
    const here = await place(zone.files, zone.world, shared);
    return new Task(zone, here, own, join((host?.place ?? here).run, 'tls'));
  }

  /** Port of the listener that callers use. */
  get port(): number {
    return this.place.ports.get('entry') ?? 0;
  }

  /** Certificate that the gateway shows there. */
  get certificate(): string {
    return join(this.tls, 'certificate.pem');
  }

  /** Starts everything in order and waits until requests are taken. */
  async start(level?: EnvoyLevel): Promise<void> {
    for (const name of this.own.filter((one) => one !== 'policy')) this.run(name);
    if (this.own.includes('keys')) await ready('keys are read', () => existsSync(join(this.place.run, 'keys.json')), this.running());
    if (this.own.includes('policy')) this.run('policy');
    if (this.own.includes('tokens')) await ready('every credential is fetched', () => existsSync(join(this.place.run, 'secrets', 'ready')), this.running());
    if (this.own.includes('policy')) await ready('the policy service listens', () => listens(join(this.place.run, 'policy.sock')), this.running());
    for (const path of this.own.includes('translator') ? (this.zone.files.translator?.listen ?? []) : []) {
      await ready('the translator listens', () => listens(path.replace('/run/gateway', this.place.run)), this.running());
    }
    this.run('envoy', level);
    await this.ready();
  }

  /** Waits until the task takes requests. */
  ready(): Promise<void> {
    return ready('the gateway is ready', async () => (await this.readiness()) === 200, this.running());
  }

  /** Status that a load balancer sees. */
  async readiness(): Promise<number> {
    return (await asked({ port: this.place.ports.get('ready') ?? 0, host: '127.0.0.1', path: '/ready' })).status;
  }

  /** Asks Envoy's admin interface. */
  admin(path: string, method = 'POST'): Promise<{ readonly status: number; readonly text: string }> {
    return asked({ socketPath: join(this.place.run, 'admin.sock'), path, method });
  }

  /** Starts one process, again where it had ended. */
  run(name: ProgramName | 'envoy', level = this.zone.level): Running {
    const { etc, logs } = this.place;
    const log = join(logs, `${name}.log`);
    const words = (this.zone.files.processes[name]?.arguments ?? []).map((word) => word.replace(/^\/etc\/gateway(?=\/)/, etc));
    const started =
      name === 'envoy'
        ? start({ name, command: this.zone.envoy, args: [...atLevel(words, level), ...flushed], env: {}, log })
        : start({ name, command: process.execPath, args: [this.zone.programs[name], ...words], env: environment, log });
    this.processes.set(name, started);
    return started;
  }

  /** Tells the load balancer to send nothing new and lets what runs, and what still comes, come to its end. */
  async drain(): Promise<void> {
    await this.admin('/healthcheck/fail');
    await this.admin('/drain_listeners?graceful');
  }

  /**
   * Ends Envoy as the stop of a container has to, once nothing runs. A second later: Envoy 1.40 crashes at its end while streams of external processing are
   * still being closed, which it does after the request.
   */
  async end(): Promise<Running | undefined> {
    const envoy = this.processes.get('envoy');
    while (envoy?.ended() === undefined && (await this.active()) > 0) await pause(100);
    await pause(1_000);
    await envoy?.stop();
    return envoy;
  }

  /** Requests of callers that are running. */
  private async active(): Promise<number> {
    const { text } = await this.admin('/stats?filter=^http\\.entry\\.downstream_rq_active$', 'GET');
    return Number(/: (\d+)/.exec(text)?.[1] ?? 0);
  }

  async stop(): Promise<void> {
    for (const name of ['envoy', 'translator', 'policy', 'keys', 'tokens'] as const) await this.processes.get(name)?.stop();
    this.place.remove();
  }

  running(): Running[] {
    return [...this.processes.values()];
  }
}

/** Lines of the log are looked at soon after they are written. */
const flushed = ['--file-flush-interval-msec', '100'];

function atLevel(words: readonly string[], level: EnvoyLevel): readonly string[] {
  return level === 'as emitted' ? words : words.map((word, at) => (words[at - 1] === '--log-level' ? level : word));
}

/** What ECS puts in the environment of a container. */
const environment = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/mock' };

function asked(options: RequestOptions): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve) => {
    const outgoing = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    outgoing.on('error', ({ message }) => resolve({ status: 0, text: message })).end();
  });
}

function listens(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}
