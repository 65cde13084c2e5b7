import { setTimeout as pause } from 'node:timers/promises';
import { differs, each, type Scenario, until } from '../scenario.js';
import { times } from '../subject.js';

/** A caller who leaves frees its place: the host is told, whole answers and streams alike. */
export const cancelled: Scenario = {
  name: 'callers who leave',
  judge: (subject) =>
    each(
      subject.workloads.flatMap((workload) => [false, true].map((stream) => ({ ...workload, stream }))),
      async ({ id, route: [first = ''], stream }) => {
        await subject.calm();
        subject.model(first).pace = { tokens: 400, firstMs: 0, tokenMs: 25 };
        const leaving = new AbortController();
        const asked = times(3, () => subject.ask(id, { stream, max_tokens: 400 }, { signal: leaving.signal }));
        await until(() => subject.callsOf(first).length >= 3);
        await pause(300);
        const before = subject.callsOf(first).length;
        leaving.abort();
        await asked;
        const told = () => subject.callsOf(first).filter(({ aborted }) => aborted).length;
        await until(() => told() >= 3, 20_000);
        return differs(`${id}, ${stream ? 'streams' : 'whole answers'}: calls of ${first}, and those that it was told to give up`, [before, told()], [3, 3]);
      },
    ),
};
