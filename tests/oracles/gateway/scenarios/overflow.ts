import { Bedrock } from '../../../../gateway/mocks/bedrock.js';
import type { Vllm } from '../../../../gateway/mocks/vllm.js';
import type { Seen } from '../client.js';
import { differs, each, holds, type Scenario, until } from '../scenario.js';
import { limits, type Subject, statusesOf, times } from '../subject.js';
import { strangers } from './answers.js';

/** Workloads whose first host has places and which have another behind it. */
export const spilling = (subject: Subject) =>
  subject.workloads.filter(({ route: [first = '', next] }) => next !== undefined && !(subject.model(first) instanceof Bedrock));

/** Those whose only host has places. */
const alone = (subject: Subject) =>
  subject.workloads.filter(({ route: [first = '', next] }) => next === undefined && !(subject.model(first) instanceof Bedrock));

/** A full first host fills, what is more goes to the next, and afterwards the first is asked again. */
export const overflow: Scenario = {
  name: 'fill, overflow, return',
  judge: (subject) =>
    each(
      spilling(subject).flatMap((workload) => [false, true].map((stream) => ({ ...workload, stream }))),
      async ({ id, route, stream }) => {
        await subject.calm();
        const [first = '', next = ''] = route;
        const server = subject.server(first);
        const seen = await atOnce(server, 16, () => subject.ask(id, { stream }));
        const after = await subject.ask(id, { stream });
        const what = `${id}, ${stream ? 'streams' : 'whole answers'}`;
        return [
          ...differs(`${what}: 16 at once`, statusesOf(seen), '16 × 200'),
          ...differs(`${what}: most at a time on ${first}`, server.places.peak, limits.admitted),
          ...differs(`${what}: answered by ${next}`, subject.callsOf(next).length, 16 - limits.admitted),
          ...differs(
            `${what}: the next request, and calls of ${first}`,
            [after.status, subject.callsOf(first).length],
            [200, limits.admitted + server.places.refused + 1],
          ),
          ...differs(`${what}: hosts outside the route`, strangers(subject, route), []),
        ];
      },
    ),
};

/** Where there is no other host, what is more is turned away with a time to come back, and no other host hears of it. */
export const shed: Scenario = {
  name: 'shed with Retry-After',
  judge: (subject) =>
    each(alone(subject), async ({ id, route }) => {
      await subject.calm();
      const [first = ''] = route;
      const seen = await atOnce(subject.server(first), 16, (index) => subject.ask(id, { stream: index % 2 === 0 }));
      const turnedAway = seen.filter(({ status }) => status !== 200);
      const shapes = new Set(
        turnedAway.map(({ text }) =>
          Object.keys(JSON.parse(text).error ?? {})
            .sort()
            .join(),
        ),
      );
      return [
        ...differs(`${id}: 16 at once`, statusesOf(seen), `${limits.admitted} × 200, ${16 - limits.admitted} × 503`),
        ...holds(
          turnedAway.every(({ headers }) => Number(headers['retry-after']) > 0),
          `${id}: turned away without Retry-After`,
        ),
        ...differs(`${id}: shape of what is said`, [...shapes], ['code,message,param,type']),
        ...differs(`${id}: hosts outside the route`, strangers(subject, route), []),
      ];
    }),
};

/** Asks so often at once. The host lets nobody run before every request waits there or has ended, so that no speed of a machine decides who finds a place. */
export async function atOnce(server: Vllm, count: number, ask: (index: number) => Promise<Seen>): Promise<Seen[]> {
  const { limits } = server.places;
  server.places.limits = { ...limits, running: 0 };
  let ended = 0;
  const asked = times(count, (index) => ask(index).finally(() => (ended += 1)));
  await until(() => ended + server.places.unfinished >= count);
  server.places.limits = limits;
  return asked;
}
