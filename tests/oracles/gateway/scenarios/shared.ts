import { differs, holds } from '../scenario.js';
import { type Subject, statusesOf, times } from '../subject.js';
import { background, fleet, order, resident, shedAlone } from './residents.js';

/**
 * The reference itself: workloads of two zones on one fleet, each through the gateway of its zone. Both are answered by it, under identities and priorities of their
 * own; when it is full the resident is shed and the other spills over; and a resident that waits goes first.
 */
export async function sharedFleet(eu: Subject, any: Subject): Promise<string[]> {
  await Promise.all([eu.calm(), any.calm()]);
  const asked = await Promise.all([...(await times(2, () => eu.ask(resident))), ...(await times(2, () => any.ask(background)))]);
  const calls = eu.callsOf(fleet);
  const priorities = calls.map(({ body }) => (JSON.parse(body) as { priority?: number }).priority).sort();
  const lines = [...(await eu.lines(asked.slice(0, 2))), ...(await any.lines(asked.slice(2)))];
  const attempts = lines.filter(({ kind }) => kind === 'attempt').map(({ workload, host }) => `${workload} ${host}`);
  return [
    ...differs('both zones: answers, and calls of the fleet', [statusesOf(asked), calls.length], ['4 × 200', 4]),
    ...differs('both zones: priorities that the fleet sees', priorities, [0, 0, 10, 10]),
    ...differs(
      'both zones: lines of spend',
      attempts.sort(),
      [`${resident} ${fleet}`, `${resident} ${fleet}`, `${background} ${fleet}`, `${background} ${fleet}`].sort(),
    ),
    ...holds(new Set([eu.local.keys.get(resident), any.local.keys.get(background)]).size === 2, 'both zones: one key for both'),
    ...differs('a key of one zone in the other', (await any.ask(background, {}, { key: eu.local.keys.get(resident) })).status, 401),
    ...(await shedAlone(eu, any)),
    ...(await order(eu, any, eu.server(fleet))),
  ];
}
