import { setTimeout as pause } from 'node:timers/promises';
import { fleetShares } from '../../../../derived/background-caps.js';
import type { Task } from '../../../../gateway/local/task.js';
import type { Vllm } from '../../../../gateway/mocks/vllm.js';
import type { Seen } from '../client.js';
import { differs, holds, until } from '../scenario.js';
import { mostTasks } from '../shared-fleet.js';
import { type Subject, statusesOf } from '../subject.js';
import { background, fleet, order, resident, shedAlone } from './residents.js';

/** How long a request has its place. */
const holdMs = 3_000;
/** What is left to residents of the fleet, beside all that caps let through. */
const left = 34;

/**
 * Background traffic of twice what the fleet takes, while residents fill all that is left to them, and tasks of the gateway come and go: residents are never turned
 * away, the fleet is never asked for more than it takes, and its waiting residents go first. Caps are those that were emitted for a fleet of 320 places; the
 * mock has as many fewer as residents are fewer.
 */
export async function backgroundPressure(eu: Subject, any: Subject): Promise<string[]> {
  const shares = fleetShares(eu.topology, fleet, { version: 'present', percent: 100 });
  const cap = capOf(any);
  const limit = cap * mostTasks + left;
  const server = eu.server(fleet);
  await Promise.all([eu.calm(), any.calm()]);
  server.places.limits = { running: 256, admitted: limit, scheduling: 'priority' };
  for (const host of [fleet, 'us-bedrock']) any.model(host).pace = { tokens: 4, firstMs: holdMs, tokenMs: 0 };
  const findings = holds(
    cap > 0 && cap * mostTasks <= shares.limit - shares.reserve,
    `the caps of ${mostTasks} tasks, ${cap} each, are more than ${JSON.stringify(shares)} leaves`,
  );
  const first = callers(eu, resident, left, () => eu.task);
  const others = callers(any, background, 2 * limit, (index) => any.local.tasks[index % any.local.tasks.length] as Task);
  const phase = async (tasks: number) => {
    server.places.peak = 0;
    server.places.refused = 0;
    first.take();
    others.take();
    await until(() => first.count() >= left && others.count() >= limit);
    findings.push(...pressed(server, { tasks, limit, seen: first.take(), spilled: others.take() }));
  };
  try {
    await any.local.add({ shared: 'processes' });
    await phase(2);
    for (let tasks = 2; tasks < mostTasks; tasks += 1) await any.local.add({ shared: 'processes' });
    await phase(mostTasks);
    for (const task of any.local.tasks.slice(2)) {
      await task.drain();
      any.local.tasks.splice(any.local.tasks.indexOf(task), 1);
      leaving.push(task);
    }
    await phase(2);
  } finally {
    // Callers go before the tasks that they call.
    await Promise.all([first.end(), others.end()]);
    for (const task of leaving.splice(0)) await task.stop();
  }
  return [...findings, ...(await shedAlone(eu, any)), ...(await order(eu, any, server))];
}

/** Most requests that a task of the background's gateway has open at the fleet, as Envoy was told. */
function capOf({ local }: Subject): number {
  const cluster = local.files.envoy.static_resources.clusters.find(({ name }) => name === `host.${background}.${fleet}`);
  return cluster?.circuit_breakers?.thresholds[0]?.max_requests ?? 0;
}

/** Tasks that take nothing new. */
const leaving: Task[] = [];

interface Pressed {
  readonly tasks: number;
  readonly limit: number;
  readonly seen: readonly Seen[];
  readonly spilled: readonly Seen[];
}

function pressed(server: Vllm, { tasks, limit, seen, spilled }: Pressed): string[] {
  const what = `background pressure, ${tasks} tasks`;
  return [
    ...holds(seen.length > 0 && spilled.length > 0, `${what}: only ${seen.length} and ${spilled.length} requests came to an end`),
    ...differs(`${what}: residents`, statusesOf(seen), `${seen.length} × 200`),
    ...differs(`${what}: background`, statusesOf(spilled), `${spilled.length} × 200`),
    ...differs(`${what}: requests that the fleet refused`, server.places.refused, 0),
    ...holds(server.places.peak <= limit, `${what}: ${server.places.peak} requests at once on a fleet that takes ${limit}`),
  ];
}

/** So many callers, each with one request at a time. */
function callers(subject: Subject, workload: string, count: number, task: (index: number) => Task) {
  let over = false;
  const seen: Seen[] = [];
  const all = Array.from({ length: count }, async (_, index) => {
    await pause((index / count) * holdMs);
    while (!over) {
      const one = await subject.ask(workload, {}, {}, task(index));
      seen.push(one);
      if (one.status !== 200) await pause(500);
    }
  });
  return {
    count: () => seen.length,
    take: () => seen.splice(0),
    end: async () => {
      over = true;
      await Promise.all(all);
    },
  };
}
