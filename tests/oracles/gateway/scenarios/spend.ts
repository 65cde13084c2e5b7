import { setTimeout as pause } from 'node:timers/promises';
import { differs, each, holds, type Scenario, until } from '../scenario.js';
import { type Line, type Subject, times } from '../subject.js';
import { spilling } from './overflow.js';

const number = (line: Line, name: string): number => Number(line[name] ?? 0);
const sum = (lines: readonly Line[], name: string): number => lines.reduce((total, line) => total + number(line, name), 0);

/** Lines say what hosts counted, to the token; of a stream that its caller left, within two tokens of what the host wrote; of every attempt, guard and search. */
export const spend: Scenario = {
  name: 'spend lines against counts of hosts',
  judge: (subject) => each(subject.workloads, (workload) => accounted(subject, workload)),
};

async function accounted(subject: Subject, { id, route: [first = ''] }: Subject['workloads'][number]): Promise<string[]> {
  await subject.calm();
  const model = subject.model(first);
  const before = { ...model.counted };
  const seen = await times(12, (index) => subject.ask(id, { stream: index % 2 === 0, max_tokens: 3 + index }));
  const lines = await subject.lines(seen);
  const attempts = lines.filter(({ kind, host }) => kind === 'attempt' && host === first);
  const counted = model.counted;
  const requests = lines.filter(({ kind }) => kind === 'request');
  const asked = lines.filter(({ kind }) => kind === 'guard' || kind === 'search').length;
  const called = [...subject.world.hosts.services.values()].reduce((total, { calls }) => total + calls.length, 0) + guardCalls(subject, id);
  return [
    ...differs(`${id}: lines of requests and attempts`, [requests.length, attempts.length], [12, 12]),
    ...differs(`${id}: tokens in`, sum(attempts, 'tokensIn'), counted.promptTokens - before.promptTokens),
    ...differs(`${id}: tokens out`, sum(attempts, 'tokensOut'), counted.completionTokens - before.completionTokens),
    ...differs(`${id}: counted by ${first}`, [...new Set(attempts.map((line) => line['counted']))], [true]),
    ...holds(
      attempts.every(({ workload, team }) => workload === id && team === `team-of-${id}`),
      `${id}: a line without workload or team`,
    ),
    ...differs(`${id}: lines of guards and searches`, asked, called),
    ...(subject.topology.hosts[first]?.kind === 'bedrock'
      ? holds(
          attempts.every((line) => number(line, 'cost') > 0),
          `${id}: an attempt at ${first} without cost`,
        )
      : []),
    ...(await left(subject, id, first)),
  ];
}

/** Calls of a Llama Guard, which is a model server of its own. */
function guardCalls(subject: Subject, id: string): number {
  const { guard } = subject.local.files.policy.workloads[id] ?? { guard: 'none' };
  const hosts = guard === 'none' ? [] : guard.by.filter(({ kind }) => kind === 'llama-guard').map(({ host }) => host);
  return hosts.reduce((total, host) => total + subject.callsOf(host).length, 0);
}

/** A caller who leaves a stream after some tokens, which come slowly enough that a busy machine tells the host within two. */
async function left(subject: Subject, id: string, first: string): Promise<string[]> {
  await subject.calm();
  subject.model(first).pace = { tokens: 200, firstMs: 0, tokenMs: 60 };
  const leaving = new AbortController();
  const asked = subject.ask(id, { stream: true, max_tokens: 200 }, { signal: leaving.signal });
  await pause(1_400);
  leaving.abort();
  const seen = await asked;
  const line = (await subject.lines([seen], 'attempt')).find(({ kind, host }) => kind === 'attempt' && host === first);
  const tokens = await written(subject, first);
  if (line === undefined || tokens === undefined) return [`${id}: a stream that its caller left has no line`];
  return [
    ...differs(`${id}: how a stream that its caller left ended`, [line['ended'], line['counted']], ['cancelled', null]),
    ...holds(
      tokens > 3 && Math.abs(number(line, 'tokensOut') - tokens) <= 2,
      `${id}: of ${tokens} tokens that ${first} wrote for it, its line says ${line['tokensOut']}`,
    ),
  ];
}

/** Tokens that a host wrote of the stream that its caller left. */
async function written(subject: Subject, host: string): Promise<number | undefined> {
  const { abandoned } = subject.model(host);
  await until(() => abandoned.length > 0);
  return abandoned.at(-1);
}

/** An attempt that failed and the one that followed are lines of their own, with the id of the request. */
export const attempts: Scenario = {
  name: 'spend lines of attempts that failed',
  judge: (subject) =>
    each(spilling(subject), async ({ id, route: [first = '', next = ''] }) => {
      await subject.calm();
      subject.model(first).mood = { is: 'failing', status: 503 };
      const seen = await subject.ask(id);
      const lines = await subject.lines([seen]);
      const told = lines.filter(({ kind }) => kind === 'attempt').map(({ host, status, ended }) => [host, status, ended]);
      return differs(`${id}: attempts of one request`, told, [
        [first, 503, 'refused'],
        [next, 200, 'complete'],
      ]);
    }),
};
