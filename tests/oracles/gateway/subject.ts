import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Task } from '../../../gateway/local/task.js';
import type { LocalZone } from '../../../gateway/local/zone.js';
import { Bedrock } from '../../../gateway/mocks/bedrock.js';
import type { Call } from '../../../gateway/mocks/listener.js';
import { well } from '../../../gateway/mocks/mood.js';
import type { Vllm } from '../../../gateway/mocks/vllm.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { type Asked, Client, type Seen } from './client.js';
import { until } from './scenario.js';

/** Limits and pace of every model server between scenarios: few places, so that few requests fill them. */
export const limits = { running: 4, admitted: 6, scheduling: 'priority' } as const;
/** Tokens of Google end so soon that scenarios run through renewals; a renewal has a third of it to come in time. */
export const tokenSeconds = 30;
const pace = { tokens: 4, firstMs: 0, tokenMs: 0 };

/** A text that is in every prompt, and must be in no log. */
export const marker = 'Zirbelkiefer-7731';

/** A line of Envoy's log: of a request, or of an attempt at a host, guard or search. */
export type Line = Readonly<Record<string, unknown>>;

/** The gateway of one zone, as scenarios see it. */
export class Subject {
  private readonly clients = new Map<Task, Client>();

  constructor(
    /** Topology and zone, such as `topology.yaml eu`. */
    readonly name: string,
    readonly topology: Topology,
    readonly local: LocalZone,
  ) {}

  get world() {
    return this.local.world;
  }

  get task(): Task {
    const [first] = this.local.tasks;
    if (first === undefined) throw new Error(`${this.name}: no task runs`);
    return first;
  }

  /** Workloads of the zone, with the route that the topology gives them. */
  get workloads(): { readonly id: string; readonly route: readonly string[]; readonly guard: string | undefined; readonly search: string | undefined }[] {
    return [...this.local.keys.keys()].map((id) => {
      const { route = [], guard, search } = this.topology.workloads[id] ?? {};
      return { id, route, guard, search };
    });
  }

  client(task = this.task): Client {
    const client = this.clients.get(task) ?? new Client(task.port, readFileSync(task.certificate, 'utf8'));
    this.clients.set(task, client);
    return client;
  }

  /** Asks for a few tokens, as a caller with a key for the workload. */
  ask(workload: string, more: Readonly<Record<string, unknown>> = {}, asked: Asked = {}, task = this.task): Promise<Seen> {
    const body = { model: workload, max_tokens: 4, messages: [{ role: 'user', content: `${marker} please` }], ...more };
    return this.client(task).ask({ key: this.local.keys.get(workload), body, ...asked });
  }

  model(host: string): Vllm | Bedrock {
    const found = this.world.hosts.models.get(host);
    if (found === undefined) throw new Error(`${this.name}: no mock serves as ${host}`);
    return found;
  }

  /** A host that has places of its own: every one but Bedrock. */
  server(host: string): Vllm {
    const found = this.model(host);
    if (found instanceof Bedrock) throw new Error(`${this.name}: ${host} is Bedrock`);
    return found;
  }

  /** Calls of model servers since the last `calm`. */
  callsOf(host: string): readonly Call[] {
    return this.model(host).listener.calls;
  }

  /** Everybody well, nobody waiting, nothing remembered. */
  async calm(): Promise<void> {
    for (const model of this.world.hosts.models.values()) {
      Object.assign(model, { mood: well, pace });
      model.abandoned.splice(0);
      await model.listener.revive();
      if (model instanceof Bedrock) continue;
      model.says = undefined;
      await until(() => model.places.unfinished === 0, 10_000);
      Object.assign(model.places, { limits, peak: 0, refused: 0, started: [] });
    }
    this.world.hosts.down.clear();
    this.world.forget();
    // Streams that ended a moment ago are still being closed: those bytes are of before. A request is not: it stays for the next scenario to find.
    await until(async () => {
      await pause(20);
      if (this.world.touched().length === 0 || this.world.calls().length > 0) return true;
      this.world.forget();
      return false;
    }, 5_000);
  }

  /**
   * Lines of spend that were written for these requests; waits for as many of a kind. A request that is answered has its own line last; one whose caller leaves
   * has it first, before its attempt, which learns of it a moment later.
   */
  async lines(requests: readonly Seen[], last: 'request' | 'attempt' = 'request', task = this.task): Promise<Line[]> {
    const ids = new Set(requests.map(({ headers }) => headers['x-request-id']));
    const found = () => this.log(task).filter(({ request }) => ids.has(request as string));
    await until(() => found().filter(({ kind }) => kind === last).length >= ids.size, 20_000);
    return found();
  }

  /** Every line of Envoy's log that is JSON. */
  log(task = this.task): Line[] {
    const text = readFileSync(task.running().find(({ name }) => name === 'envoy')?.log ?? '', 'utf8');
    return text.split('\n').flatMap((line) => (line.startsWith('{') && line.endsWith('}') ? [JSON.parse(line) as Line] : []));
  }

  close(): void {
    for (const client of this.clients.values()) client.close();
  }
}

/** `count` promises of the same work. */
export const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

/** How often each status came. */
export function statusesOf(seen: readonly Seen[]): string {
  const counts = new Map<string, number>();
  for (const { status, broken } of seen) {
    const what = status === 0 ? `no answer (${broken})` : String(status);
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, count]) => `${count} × ${what}`)
    .join(', ');
}
