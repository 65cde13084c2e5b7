import { setTimeout as pause } from 'node:timers/promises';
import type { Vllm } from '../../../../gateway/mocks/vllm.js';
import { differs, holds } from '../scenario.js';
import { limits, type Subject, statusesOf } from '../subject.js';
import { atOnce } from './overflow.js';

/** A fleet that two zones share, whose residents have no other host, and background traffic, which has one outside their zone. */
export const [fleet, resident, background, elsewhere] = ['eu-fleet', 'eu-production', 'global-assist', 'us-bedrock'];

/** On a full fleet residents are turned away, and the host outside their zone, which is up and answers others, gets not a byte. */
export async function shedAlone(eu: Subject, any: Subject): Promise<string[]> {
  await Promise.all([eu.calm(), any.calm()]);
  const seen = await atOnce(eu.server(fleet), 16, (index) => eu.ask(resident, { stream: index % 2 === 0 }));
  const touched = eu.world.touched();
  eu.model(fleet).mood = { is: 'failing', status: 503 };
  const other = await any.ask(background);
  const called = any.callsOf(elsewhere).length;
  return [
    ...differs('residents on a full fleet', statusesOf(seen), `${limits.admitted} × 200, ${16 - limits.admitted} × 503`),
    ...differs('residents on a full fleet: what got a byte', touched, [fleet]),
    ...differs(`others meanwhile: answer, and calls of ${elsewhere}`, [other.status, called], [200, 1]),
  ];
}

/** With every place taken, a resident that came last starts before background requests that wait. */
export async function order(eu: Subject, any: Subject, server: Vllm): Promise<string[]> {
  await Promise.all([eu.calm(), any.calm()]);
  server.places.limits = { running: 1, admitted: 20, scheduling: 'priority' };
  server.pace = { tokens: 1, firstMs: 300, tokenMs: 0 };
  const before = Array.from({ length: 4 }, () => any.ask(background));
  await pause(400);
  const after = [eu.ask(resident), eu.ask(resident)];
  await Promise.all([...before, ...after]);
  const [, ...started] = server.places.started;
  const residents = started.flatMap((priority, place) => (priority === 0 ? [place] : []));
  return holds(
    Math.max(...residents) <= 3 && residents.length === 2,
    `residents wait behind background requests: priorities in the order of their start: ${server.places.started.join()}`,
  );
}
