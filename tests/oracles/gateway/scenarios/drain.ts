import { setTimeout as pause } from 'node:timers/promises';
import { said } from '../../../../gateway/local/processes.js';
import { differs, holds, type Scenario } from '../scenario.js';
import { statusesOf, times } from '../subject.js';

/** A task that goes tells the load balancer first, finishes what runs, takes what still comes, and ends without having cut a stream. */
export const drain: Scenario = {
  name: 'drain under load',
  judge: async (subject) => {
    await subject.calm();
    const [{ id, route } = { id: '', route: [] }] = subject.workloads;
    const [first = ''] = route;
    const model = subject.model(first);
    model.pace = { tokens: 40, firstMs: 0, tokenMs: 60 };
    if ('places' in model) model.places.limits = { running: 64, admitted: 64, scheduling: 'priority' };
    const task = await subject.local.add({ shared: 'processes' });
    try {
      const streams = times(10, () => subject.ask(id, { stream: true, max_tokens: 40 }, {}, task));
      await pause(500);
      await task.drain();
      const told = await task.readiness();
      const late = await times(4, () => subject.ask(id, { max_tokens: 1 }, { alone: true }, task));
      const seen = await streams;
      const start = Date.now();
      const envoy = await task.end();
      return [
        ...differs('drain: what the load balancer is told', told, 503),
        ...differs('drain: streams that ran', [statusesOf(seen), seen.filter(({ done }) => done).length], ['10 × 200', 10]),
        ...differs('drain: requests that still came', statusesOf(late), '4 × 200'),
        ...holds(Date.now() - start < 4_000, `drain: Envoy took ${Date.now() - start} ms to end after its streams`),
        ...holds(envoy?.ended() === 'exit code 0', `drain: Envoy ended by ${envoy?.ended()}: ${envoy === undefined ? '' : said(envoy)}`),
      ];
    } finally {
      await subject.local.remove(task);
      await subject.calm();
    }
  },
};
