import { differs, each, holds, type Scenario } from '../scenario.js';
import { statusesOf, times } from '../subject.js';

const wanted = 360_000;

/** Long prompts arrive whole, ten at once, and also at a next host. */
export const bodies: Scenario = {
  name: 'prompts of 360 kB',
  judge: (subject) =>
    each(subject.workloads, async ({ id, route }) => {
      await subject.calm();
      const { bodyBytes = 0 } = subject.local.files.policy.workloads[id] ?? {};
      // Four characters a token: no longer than the context that the workload has.
      const length = Math.min(wanted, bodyBytes - 2_000);
      const text = 'wort '.repeat(length / 5);
      const seen = await times(10, () => subject.ask(id, { messages: [{ role: 'user', content: text }], max_tokens: 1 }));
      const received = route.flatMap((host) => [...subject.callsOf(host)]).filter(({ status }) => status === 200);
      return [
        ...differs(`${id}: ten prompts of ${length} bytes`, statusesOf(seen), '10 × 200'),
        ...holds(received.length === 10 && received.every(({ body }) => body.includes(text)), `${id}: a prompt of ${length} bytes did not arrive whole`),
      ];
    }),
};
