import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { said } from '../../gateway/local/processes.js';
import { envoyBinary } from '../../tests/oracles/gateway/gateway.js';
import { type Subject, times } from '../../tests/oracles/gateway/subject.js';
import { started, tools, writtenZones } from '../../tests/oracles/gateway/zones.js';
import { pythonEnvironment } from '../../tests/support/python-environment.js';

/** Streams at once, which is all that the host takes: one request more is shed. */
const cap = 64;
/** Each stream: a few seconds, as answers of a fleet are. */
const pace = { tokens: 120, firstMs: 200, tokenMs: 40 };
const [zone, workload, host] = ['eu', 'eu-production', 'eu-fleet'];
/** Memory of a process may be this much larger at the end than once it was warm: garbage is collected when it is. */
const flat = { share: 1.1, mebibytes: 16 };

/** MiB of memory by process of the task. */
type Sample = ReadonlyMap<string, number>;

/**
 * The gateway of the reference at its cap for so many minutes: as many streams as its host takes, always, and a caller in eight who leaves. Nothing that the host
 * has a place for may be refused or cut, and no process may grow.
 */
export async function soak(minutes: number): Promise<void> {
  if (!(minutes >= 1)) throw new Error(`--minutes: received ${minutes}. Allowed: 1 or more.`);
  const environment = pythonEnvironment('envoy', 'gateway/local/requirements.txt');
  if ('missing' in environment) throw new Error(`Envoy cannot be installed: ${environment.missing}`);
  const all = tools(envoyBinary(environment.path));
  try {
    const written = writtenZones('topology.yaml', all.directory).find(({ name }) => name === `topology ${zone}`);
    if (written === undefined) throw new Error(`topology.yaml has no zone ${zone}`);
    const subject = await started(written, all);
    try {
      judge(await soaked(subject, minutes));
    } finally {
      subject.close();
      await subject.local.stop();
    }
  } finally {
    all.remove();
  }
}

interface Soaked {
  readonly whole: number;
  readonly left: number;
  readonly failed: readonly string[];
  readonly samples: readonly Sample[];
}

async function soaked(subject: Subject, minutes: number): Promise<Soaked> {
  await subject.calm();
  const server = subject.server(host);
  server.places.limits = { running: cap, admitted: cap * 2, scheduling: 'priority' };
  server.pace = pace;
  const end = Date.now() + minutes * 60_000;
  let [whole, left] = [0, 0];
  const failed: { readonly said: string; readonly request: unknown }[] = [];
  const callers = times(cap, async (index) => {
    await pause((index / cap) * pace.tokens * pace.tokenMs);
    for (let turn = 0; Date.now() < end; turn += 1) {
      // One in eight goes away within its answer.
      const leaves = (index + turn) % 8 === 0;
      const seen = await subject.ask(
        workload,
        { stream: true, max_tokens: pace.tokens, messages: [{ role: 'user', content: 'word '.repeat(400) }] },
        leaves ? { signal: AbortSignal.timeout(1_500) } : {},
      );
      if (leaves) left += 1;
      else if (seen.status === 200 && seen.done) whole += 1;
      else failed.push({ said: `${seen.status} ${seen.broken ?? seen.text.slice(0, 120)}`, request: seen.headers['x-request-id'] });
      // What was asked is not kept: this process is not the one that is measured, and must not be the one that ends.
      if (turn % 8 === 0 && index === 0) subject.world.forget();
    }
  });
  const samples: Sample[] = [];
  const groups = new Map(subject.task.running().map(({ name, pid }) => [pid, name]));
  while (Date.now() < end) {
    await pause(Math.min(10_000, Math.max(1_000, end - Date.now())));
    samples.push(memory(groups));
    const over = subject.task.running().find((one) => one.ended() !== undefined);
    if (over !== undefined) throw new Error(`${over.name} ended (${over.ended()})\n${said(over)}`);
  }
  await callers;
  const lines = failed.length > 0 ? subject.log() : [];
  // Envoy says why by its flags, of the request and of each attempt.
  const flagsOf = (id: unknown) => lines.flatMap(({ request, kind, flags }) => (request === id ? [`${kind} ${flags}`] : [])).join(', ');
  return { whole, left, failed: failed.map(({ said: what, request }) => `${what} (${flagsOf(request)})`), samples };
}

/** Resident memory of the processes of each group, in MiB. */
function memory(groups: ReadonlyMap<number, string>): Sample {
  const found = new Map<string, number>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const group = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[2]);
      const name = groups.get(group);
      if (name === undefined) continue;
      const [, kibibytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      found.set(name, (found.get(name) ?? 0) + Number(kibibytes) / 1_024);
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}

function judge({ whole, left, failed, samples }: Soaked): void {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(`soak: ${whole} streams whole, ${left} left by their callers, ${failed.length} failed`);
  for (const one of [...new Set(failed)].slice(0, 5)) say(`soak: failed: ${one}`);
  // The first quarter warms caches and compilers up.
  const quarter = Math.floor(samples.length / 4);
  for (const name of samples[0]?.keys() ?? []) {
    const of = (part: readonly Sample[]) => middle(part.map((sample) => sample.get(name) ?? 0));
    const [warm, last] = [of(samples.slice(quarter, 2 * quarter)), of(samples.slice(-quarter))];
    const allowed = Math.max(warm * flat.share, warm + flat.mebibytes);
    const fine = last <= allowed;
    say(
      `soak: ${name.padEnd(10)} ${warm.toFixed(0).padStart(5)} MiB warm, ${last.toFixed(0).padStart(5)} MiB at the end, allowed ${allowed.toFixed(0)}  ${fine ? 'ok' : 'GROWS'}`,
    );
    if (!fine) process.exitCode = 1;
  }
  if (failed.length > 0 || whole === 0 || quarter === 0) process.exitCode = 1;
}

const middle = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
