import { differs, each, holds, type Scenario } from '../scenario.js';
import { statusesOf, times } from '../subject.js';

const wanted = 360_000;

/** Long prompts arrive whole, ten at once, and also at a next host; what is longer than the workload takes is refused before any host hears of it. */
export const bodies: Scenario = {
  name: 'bodies of up to 360 kB, and longer than allowed',
  judge: (subject) =>
    each(subject.workloads, async ({ id, route }) => {
      await subject.calm();
      const { bodyBytes = 0 } = subject.local.files.policy.workloads[id] ?? {};
      // Four characters a token: no longer than the context that the workload has.
      const length = Math.min(wanted, bodyBytes - 2_000);
      const text = 'wort '.repeat(length / 5);
      const seen = await times(10, () => subject.ask(id, { messages: [{ role: 'user', content: text }], max_tokens: 1 }));
      const received = route.flatMap((host) => [...subject.callsOf(host)]).filter(({ status }) => status === 200);
      subject.world.forget();
      const over = await subject.ask(id, {}, { body: bodyOf(id, bodyBytes + 1) });
      const calls = subject.world.calls().length;
      const fits = await subject.ask(id, {}, { body: bodyOf(id, bodyBytes) });
      const said = JSON.parse(over.text || '{}').error ?? {};
      return [
        ...differs(`${id}: a body of ${bodyBytes} bytes`, fits.status, 200),
        ...differs(`${id}: a body of ${bodyBytes + 1} bytes`, [over.status, said.code, said.type], [413, 'request_too_large', 'invalid_request_error']),
        ...differs(`${id}: calls with a body of ${bodyBytes + 1} bytes`, calls, 0),
        ...differs(`${id}: ten prompts of ${length} bytes`, statusesOf(seen), '10 × 200'),
        ...holds(received.length === 10 && received.every(({ body }) => body.includes(text)), `${id}: a prompt of ${length} bytes did not arrive whole`),
      ];
    }),
};

/** A request of exactly so many bytes. */
function bodyOf(model: string, bytes: number): string {
  const around = JSON.stringify({ model, max_tokens: 1, messages: [{ role: 'user', content: '' }] });
  return around.replace('""', `"${'x'.repeat(bytes - around.length)}"`);
}
