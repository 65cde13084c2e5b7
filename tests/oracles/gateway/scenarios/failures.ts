import { Bedrock } from '../../../../gateway/mocks/bedrock.js';
import type { Mood } from '../../../../gateway/mocks/mood.js';
import { differs, each, holds, type Scenario, until } from '../scenario.js';
import { type Subject, statusesOf, times } from '../subject.js';
import { strangers } from './answers.js';
import { spilling } from './overflow.js';

/** How a first host fails so that the next one answers. Dead is a mood of its listener. */
const moods: Readonly<Record<string, Mood | 'dead'>> = {
  dead: 'dead',
  resetting: { is: 'resetting' },
  'failing with 500': { is: 'failing', status: 500 },
  'failing with 502': { is: 'failing', status: 502 },
  'full, by 503': { is: 'failing', status: 503 },
  'full, by 429': { is: 'failing', status: 429 },
  'refusing our credential': { is: 'failing', status: 401 },
};

/** A first host that fails costs no request, and is asked again when it is well. */
export const failing: Scenario = {
  name: 'dead and erroring first hosts',
  judge: (subject) =>
    each(
      spilling(subject).flatMap((workload) => Object.entries(moods).map(([name, mood]) => ({ ...workload, name, mood }))),
      async ({ id, route, name, mood }) => {
        await subject.calm();
        const [first = '', next = ''] = route;
        if (mood === 'dead') await subject.model(first).listener.die();
        else subject.model(first).mood = mood;
        // Fewer than leave a host out: that is `ejected`.
        const seen = await times(4, (index) => subject.ask(id, { stream: index % 2 === 0 }));
        const asked = subject.callsOf(next).length;
        await subject.calm();
        const returned = await eventually(subject, id, first);
        return [
          ...differs(`${id}, ${first} ${name}: 4 at once`, statusesOf(seen), '4 × 200'),
          ...differs(`${id}, ${first} ${name}: answered by ${next}`, asked, 4),
          ...holds(returned, `${id}, ${first} ${name}, then well: it is not asked again within 20 s`),
          ...differs(`${id}, ${first} ${name}: hosts outside the route`, strangers(subject, route), []),
        ];
      },
    ),
};

/** A host that has none behind it is asked again as soon as it is well: there is nothing to gain by leaving it out. */
export const alone: Scenario = {
  name: 'lone hosts that fail and recover',
  judge: (subject) =>
    each(
      subject.workloads.filter(({ route }) => route.length === 1),
      async ({ id, route: [only = ''] }) => {
        await subject.calm();
        subject.model(only).mood = { is: 'failing', status: 500 };
        const failed = await times(12, () => subject.ask(id));
        await subject.calm();
        const after = await times(4, () => subject.ask(id));
        return [
          ...holds(['12 × 502', '12 × 503'].includes(statusesOf(failed)), `${id}, ${only} failing: 12 at once: ${statusesOf(failed)}`),
          ...differs(`${id}, ${only} well again: 4 at once`, statusesOf(after), '4 × 200'),
        ];
      },
    ),
};

/** A first host that keeps failing is left out, so that callers no longer wait for its failure, and is asked again when it is well. */
export const ejected: Scenario = {
  name: 'hosts that are left out and return',
  judge: (subject) =>
    each(spilling(subject), async ({ id, route: [first = ''] }) => {
      await subject.calm();
      subject.model(first).mood = { is: 'failing', status: 500 };
      const seen = [];
      for (let asked = 0; asked < 20; asked += 1) seen.push(await subject.ask(id));
      const calls = subject.callsOf(first).length;
      await subject.calm();
      const returned = await eventually(subject, id, first);
      return [
        ...differs(`${id}, ${first} failing: 20 in turn`, statusesOf(seen), '20 × 200'),
        ...holds(calls > 0 && calls < 10, `${id}, ${first} failing: it was called ${calls} times out of 20`),
        ...holds(returned, `${id}, ${first} well again: it is not asked again within 20 s`),
      ];
    }),
};

/** A first host that breaks off within a stream cannot be replaced any more: the caller sees that the answer is not whole. */
export const cut: Scenario = {
  name: 'streams that a host breaks off',
  judge: (subject) =>
    each(subject.workloads, async ({ id, route }) => {
      await subject.calm();
      const [first = ''] = route;
      subject.model(first).mood = { is: 'cut', afterChunks: 2 };
      const seen = await subject.ask(id, { stream: true });
      return [
        ...holds(!seen.done, `${id}: a stream that ${first} broke off ends with [DONE]`),
        ...holds(seen.broken !== undefined || seen.text.includes('"error"'), `${id}: a stream that ${first} broke off looks whole`),
        ...differs(`${id}: hosts outside the route`, strangers(subject, route), []),
      ];
    }),
};

/** A slow first host is waited for; one that is silent is not, where another can answer in time. */
export const silent: Scenario = {
  name: 'slow and silent first hosts',
  judge: (subject) =>
    each(spilling(subject), async ({ id, route }) => {
      await subject.calm();
      const [first = '', next = ''] = route;
      const { slo } = subject.topology.workloads[id] ?? { slo: { ttftMs: 0 } };
      subject.model(first).mood = { is: 'slow', ms: slo.ttftMs * 0.8 };
      const slow = await times(2, () => subject.ask(id, { stream: true }));
      const spared = subject.callsOf(next).length;
      await subject.calm();
      subject.model(first).mood = { is: 'silent' };
      const given = await times(4, () => subject.ask(id, { stream: true }));
      const left = subject.callsOf(first).filter(({ aborted }) => aborted).length;
      const slowest = Math.max(...given.map(({ firstMs }) => firstMs));
      return [
        ...differs(`${id}, ${first} within its objective: answers`, [statusesOf(slow), spared], ['2 × 200', 0]),
        ...differs(`${id}, ${first} silent: streams`, [statusesOf(given), subject.callsOf(next).length], ['4 × 200', 4]),
        ...differs(`${id}, ${first} silent: calls of it that were given up`, left, 4),
        ...holds(
          slowest < slo.ttftMs * 1.5 + 3_000,
          `${id}, ${first} silent: a first token after ${Math.round(slowest)} ms, with an objective of ${slo.ttftMs} ms`,
        ),
      ];
    }),
};

/** Asks until a host is asked again. */
function eventually(subject: Subject, workload: string, host: string): Promise<boolean> {
  return until(async () => {
    subject.world.forget();
    await subject.ask(workload);
    return subject.callsOf(host).some(({ status }) => status === 200);
  }, 20_000);
}

/** Whether a host is Bedrock, which the translator calls. */
export const translated = (subject: Subject, host: string): boolean => subject.model(host) instanceof Bedrock;
