import type { Seen } from '../client.js';
import { misplaced } from '../expected-place.js';
import { differs, each, holds, type Scenario } from '../scenario.js';
import { marker, type Subject } from '../subject.js';

/** Headers of an answer that a caller may see. */
const visible = new Set(['content-type', 'content-length', 'transfer-encoding', 'date', 'server', 'x-request-id', 'retry-after', 'connection', 'keep-alive']);

/** Every workload answers, whole and streamed, from the first host of its route, which sees its own credential and nothing of the caller's. */
export const answers: Scenario = {
  name: 'answers of the first host',
  judge: (subject) => each(subject.workloads, (workload) => answered(subject, workload)),
};

async function answered(subject: Subject, { id, route }: Subject['workloads'][number]): Promise<string[]> {
  await subject.calm();
  const [first = ''] = route;
  const [whole, streamed] = [await subject.ask(id), await subject.ask(id, { stream: true })];
  const content = (seen: Seen) => (JSON.parse(seen.text || '{}') as { choices?: { message?: { content?: string } }[] }).choices?.[0]?.message?.content ?? '';
  const failure = ({ status, text }: Seen) => (status === 200 ? '' : text);
  const calls = subject.callsOf(first);
  const sent = calls.map(({ headers, body }) => JSON.stringify(headers) + body).join();
  const key = subject.local.keys.get(id) ?? '';
  const others = Object.keys(whole.headers).filter((name) => !visible.has(name));
  return [
    ...differs(`${id}: whole answer`, [whole.status, content(whole).split(' ').filter(Boolean).length, failure(whole)], [200, 4, '']),
    ...differs(`${id}: streamed answer`, [streamed.status, streamed.done, streamed.broken ?? 'whole'], [200, true, 'whole']),
    ...holds(streamed.events.length >= 5, `${id}: a stream of 4 tokens has ${streamed.events.length} events`),
    ...differs(`${id}: calls of ${first}`, calls.length, 2),
    ...calls.flatMap((call) => misplaced(subject, id, first, call)),
    ...holds(sent.includes(marker), `${id}: ${first} did not get the prompt`),
    ...holds(!sent.includes(key), `${id}: ${first} sees the key of the caller`),
    ...holds(whole.headers['x-request-id'] !== undefined, `${id}: an answer without x-request-id`),
    ...differs(`${id}: headers of an answer that say more than they should`, others, []),
    ...differs(`${id}: hosts outside the route that were called`, strangers(subject, route), []),
  ];
}

/** Mocks to which a byte came and that are neither in a route nor look at its prompts. */
export function strangers(subject: Subject, route: readonly string[]): string[] {
  const guards = subject.workloads.filter((workload) => workload.route.join() === route.join()).flatMap(({ guard }) => guard ?? []);
  const indexes = subject.workloads
    .filter((workload) => workload.route.join() === route.join())
    .flatMap(({ search }) => (search === undefined ? [] : [`search.${search}`]));
  const known = new Set([...route, ...guards, ...indexes, ...route.flatMap((host) => [`${host}.next`, `guard.${host}`, `search.${host}`])]);
  return subject.world.touched().filter((mock) => !known.has(mock));
}
