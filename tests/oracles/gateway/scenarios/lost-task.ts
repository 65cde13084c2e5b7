import { differs, holds, type Scenario, until } from '../scenario.js';
import { statusesOf, times } from '../subject.js';
import { under } from '../under-load.js';

/**
 * One of two tasks is lost with all its processes at once, as a machine takes it along. What ran on it ends at once, and visibly; what runs on the other does not
 * notice; the load balancer is told nothing any more, which it takes for no; and the host has the places of the lost requests back.
 */
export const lostTask: Scenario = {
  name: 'a task killed under load',
  judge: async (subject) => {
    await subject.calm();
    const [{ id, route } = { id: '', route: [] }] = subject.workloads;
    const [first = ''] = route;
    const model = subject.model(first);
    const { local, task: kept } = subject;
    const lost = await local.add();
    try {
      model.pace = { tokens: 400, firstMs: 0, tokenMs: 50 };
      if ('places' in model) model.places.limits = { running: 64, admitted: 64, scheduling: 'priority' };
      const doomed = times(6, () => subject.ask(id, { stream: true, max_tokens: 400 }, {}, lost));
      await until(() => subject.callsOf(first).length >= 6, 20_000);
      model.pace = { tokens: 4, firstMs: 0, tokenMs: 20 };
      const load = under(subject, id, () => kept);
      await until(() => load.count() >= 4);
      const start = performance.now();
      for (const one of lost.running()) one.kill();
      const cut = await doomed;
      const ms = performance.now() - start;
      const before = load.count();
      const goesOn = await until(() => load.count() >= before + 10);
      const told = await lost.readiness();
      const late = await subject.ask(id, {}, { alone: true }, lost);
      const seen = await load.end();
      const free = 'places' in model ? await until(() => model.places.unfinished === 0, 20_000) : true;
      return [
        ...holds(
          cut.every(({ done, broken }) => !done && broken !== undefined),
          `a task lost: ${cut.filter(({ done }) => done).length} of 6 streams that ran on it look whole`,
        ),
        ...holds(ms < 5_000, `a task lost: callers noticed after ${Math.round(ms)} ms`),
        ...differs('a task lost: what the load balancer and a late caller get', [told, late.status], [0, 0]),
        ...differs('a task lost: requests on the other', statusesOf(seen), `${seen.length} × 200`),
        ...holds(goesOn, 'a task lost: the other answers nobody any more'),
        ...holds(free, `a task lost: ${first} still answers requests that nobody waits for`),
      ];
    } finally {
      await local.remove(lost);
      await subject.calm();
    }
  },
};
