import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { said } from '../../gateway/local/processes.js';
import type { Vllm } from '../../gateway/mocks/vllm.js';
import { envoyBinary } from '../../tests/oracles/gateway/gateway.js';
import type { Subject } from '../../tests/oracles/gateway/subject.js';
import { started, tools, writtenZones } from '../../tests/oracles/gateway/zones.js';
import { pythonEnvironment } from '../../tests/support/python-environment.js';
import type { Load, Measured, Target } from './load.js';

/** A kind of traffic. Answers of the host take no time beside the pauses between tokens. */
interface Traffic {
  readonly what: string;
  readonly requests: number;
  readonly concurrency: number;
  /** Tokens of a stream, and milliseconds between two; `whole` where an answer is not streamed. */
  readonly tokens: number | 'whole';
  readonly tokenMs: number;
}

const single: Traffic = { what: 'whole answer, one at a time', requests: 400, concurrency: 1, tokens: 'whole', tokenMs: 0 };
const several: Traffic = { what: 'whole answer, 16 at once', requests: 3_000, concurrency: 16, tokens: 'whole', tokenMs: 0 };
const streams: Traffic = { what: 'streams of 50, 16 at once', requests: 400, concurrency: 16, tokens: 50, tokenMs: 20 };
const wide: Traffic = { what: 'streams of 200, 500 at once', requests: 500, concurrency: 500, tokens: 200, tokenMs: 200 };
const long: Traffic = { what: 'streams of 1,000, 500 at once', requests: 500, concurrency: 500, tokens: 1_000, tokenMs: 200 };

/** What the bench bounds: a request, a chunk, and what a caller waits longer. */
const bars = { requestMs: 3, chunkMs: 0.2, addedMs: 5 };

/**
 * What the gateway's processes cost beside the host alone: the reference topology's emitted files, run by Envoy and our own programs. Processor time is of all
 * processes of a task, user and system; hosts and load are processes of their own.
 */
export async function benchGateway(): Promise<void> {
  const environment = pythonEnvironment('envoy', 'gateway/local/requirements.txt');
  if ('missing' in environment) throw new Error(`Envoy cannot be installed: ${environment.missing}`);
  const all = tools(envoyBinary(environment.path));
  try {
    const zones = writtenZones('topology.yaml', all.directory);
    for (const [zone, workload, host, path] of [
      ['eu', 'eu-production', 'eu-fleet', 'fleet'],
      ['us', 'variable', 'us-bedrock', 'translator'],
    ] as const) {
      const written = zones.find(({ name }) => name === `topology ${zone}`);
      if (written === undefined) throw new Error(`topology.yaml has no zone ${zone}`);
      const subject = await started(written, all);
      try {
        await (path === 'fleet' ? fleetPath(subject, workload, host) : translatorPath(subject, workload, host));
      } finally {
        subject.close();
        await subject.local.stop();
      }
    }
  } finally {
    all.remove();
  }
}

async function fleetPath(subject: Subject, workload: string, host: string): Promise<void> {
  const server = subject.server(host);
  await subject.calm();
  server.places.limits = { running: 1_000, admitted: 2_000, scheduling: 'priority' };
  await through(subject, workload, host, { ...several, requests: 500 });
  const one = await through(subject, workload, host, single, hostAlone(subject, server));
  row(`fleet: ${single.what}`, one.measured, one.cpuMs / single.requests);
  const many = await through(subject, workload, host, several);
  row(`fleet: ${several.what}`, many.measured, many.cpuMs / several.requests);
  const short = await through(subject, workload, host, streams);
  row(`fleet: ${streams.what}, by chunk`, short.measured, short.cpuMs / short.measured.events);
  const most = await through(subject, workload, host, long);
  row(`fleet: ${long.what}, by chunk`, most.measured, most.cpuMs / most.measured.events);
  bound('fleet: processor time a request, 16 at once, ms', many.cpuMs / several.requests, bars.requestMs);
  bound('fleet: processor time a chunk, 500 streams of 1,000, ms', most.cpuMs / most.measured.events, bars.chunkMs);
  bound('fleet: added to the middle request, one at a time, ms', one.measured.added, bars.addedMs);
}

async function translatorPath(subject: Subject, workload: string, host: string): Promise<void> {
  await subject.calm();
  await through(subject, workload, host, { ...several, requests: 500 });
  for (const traffic of [{ ...several, requests: 1_500 }, streams, wide]) {
    const { measured, cpuMs } = await through(subject, workload, host, traffic);
    const each = traffic.tokens === 'whole' ? traffic.requests : measured.events;
    row(`translator: ${traffic.what}${traffic.tokens === 'whole' ? '' : ', by chunk'}`, measured, cpuMs / each);
  }
}

interface Through {
  readonly measured: Measured;
  readonly cpuMs: number;
}

/** Load on the gateway, with the processor time that its processes took for it. */
async function through(subject: Subject, workload: string, host: string, traffic: Traffic, alone?: (traffic: Traffic) => Target): Promise<Through> {
  const { task } = subject;
  subject.model(host).pace = { tokens: 8, firstMs: 0, tokenMs: traffic.tokenMs };
  subject.world.forget();
  const groups = task.running().map(({ pid }) => pid);
  const before = cpuOf(groups);
  const { requests, concurrency } = traffic;
  const target: Target = {
    port: task.port,
    ca: readFileSync(task.certificate, 'utf8'),
    name: 'gateway.bench',
    path: '/v1/chat/completions',
    key: subject.local.keys.get(workload) ?? '',
    body: bodyOf(traffic, workload),
  };
  const measured = await loaded({ target, requests, concurrency, ...(alone !== undefined && { beside: alone(traffic) }) });
  const over = task.running().find((one) => one.ended() !== undefined);
  // Its time would be missing.
  if (over !== undefined) throw new Error(`${traffic.what}: ${over.name} ended (${over.ended()})\n${said(over)}`);
  return { measured, cpuMs: cpuOf(groups) - before };
}

/** The host itself, asked as the gateway asks it. */
function hostAlone({ world }: Subject, { listener, options: { name, models } }: Vllm): (traffic: Traffic) => Target {
  const [model = ''] = models;
  const key = [...world.cloud.apiKeys.values()].flat().at(-1) ?? '';
  return (traffic) => ({ port: listener.port, ca: world.authority.cert, name, path: '/v1/chat/completions', key, body: bodyOf(traffic, model) });
}

function bodyOf({ tokens }: Traffic, model: string): string {
  const mode = tokens === 'whole' ? { max_tokens: 8 } : { max_tokens: tokens, stream: true };
  return JSON.stringify({ model, messages: [{ role: 'user', content: 'word '.repeat(50) }], ...mode });
}

async function loaded(load: Load): Promise<Measured> {
  const args = ['--import', './node_modules/tsx/dist/esm/index.mjs', 'bench/gateway/load.ts', JSON.stringify(load)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1_000_000 });
  return JSON.parse(stdout);
}

/** Milliseconds of processor time of every process of these groups so far: clock ticks are a hundredth of a second. */
function cpuOf(groups: readonly number[]): number {
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const fields = statOf(pid);
    if (groups.includes(Number(fields[2]))) ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks * 10;
}

/** Fields of a process after its name; none where it has ended meanwhile. */
function statOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  } catch {
    return [];
  }
}

function row(name: string, { failed, seconds, p50, beside, events, pieces }: Measured, cpuMs: number): void {
  const together = events === 0 ? '' : `  ${(events / pieces).toFixed(2)} chunks a piece`;
  const alone = beside === 0 ? '' : `  the host alone ${beside.toFixed(1)} ms`;
  process.stdout.write(
    `${name.padEnd(56)} ${cpuMs.toFixed(3).padStart(7)} ms CPU  p50 ${p50.toFixed(1).padStart(8)} ms  ${seconds.toFixed(1).padStart(6)} s  ${failed} failed${together}${alone}\n`,
  );
}

function bound(name: string, value: number, limit: number): void {
  process.stdout.write(`${name.padEnd(56)} ${value.toFixed(2).padStart(7)}   allowed ${limit}  ${value <= limit ? 'ok' : 'EXCEEDED'}\n`);
  if (!(value <= limit)) process.exitCode = 1;
}
