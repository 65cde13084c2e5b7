import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { timeouts } from '../../../../constructs/timeouts.js';
import type { Place } from '../../../../gateway/local/place.js';
import type { Task } from '../../../../gateway/local/task.js';
import { Bedrock } from '../../../../gateway/mocks/bedrock.js';
import type { Mood } from '../../../../gateway/mocks/mood.js';
import { differs, each, holds, type Scenario } from '../scenario.js';
import type { Subject } from '../subject.js';

const { longestAnswer, gateway } = timeouts;

/**
 * Time-outs of minutes as this scenario has them, in seconds: of a whole answer, of the part of it that the first of several hosts has, and of silence. Everything else of
 * the emitted file is as it is.
 */
const shorter: Readonly<Record<string, string>> = {
  ...Object.fromEntries([1, 2, 3, 4].map((hosts) => [`${longestAnswer / hosts}s`, `${(3 / hosts).toFixed(3)}s`])),
  [`${gateway.silent}s`]: '1s',
};

/** Hosts that never answer, or stop within an answer, hold nobody for ever; where none of an answer has come, the next host is asked. */
export const hanging: Scenario = {
  name: 'hosts that hang, time-outs of minutes made seconds',
  judge: async (subject) => {
    const workloads = subject.workloads.filter(({ route: [first = ''] }) => !(subject.model(first) instanceof Bedrock));
    if (workloads.length === 0) return 'none here';
    const task = await subject.local.add({ shared: 'processes', prepare: shortened });
    try {
      return await each(workloads, (workload) => hung(subject, task, workload));
    } finally {
      await subject.local.remove(task);
      await subject.calm();
    }
  },
};

function shortened({ etc }: Place): void {
  const file = join(etc, 'envoy.json');
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(/(timeout": )"(\d+s)"/g, (all, name, value) => (shorter[value] === undefined ? all : `${name}"${shorter[value]}"`)),
  );
}

async function hung(subject: Subject, task: Task, { id, route: [first = '', next] }: Subject['workloads'][number]): Promise<string[]> {
  const ask = async (mood: Mood, stream: boolean) => {
    await subject.calm();
    subject.model(first).mood = mood;
    const seen = await subject.ask(id, { stream }, {}, task);
    return { ...seen, next: next === undefined ? 0 : subject.callsOf(next).length };
  };
  const [whole, headed, stalled] = [
    await ask({ is: 'silent' }, false),
    await ask({ is: 'silent after headers' }, true),
    await ask({ is: 'stalled', afterChunks: 2 }, true),
  ];
  const cut = ({ done, broken, text }: typeof headed) => !done && (broken !== undefined || text.includes('"error"'));
  return [
    ...(next === undefined
      ? differs(`${id}: ${first} never answers: status`, whole.status, 504)
      : differs(`${id}: ${first} never answers: status, and calls of ${next}`, [whole.status, whole.next], [200, 1])),
    ...holds(whole.ms < 10_000, `${id}: ${first} never answers: known after ${Math.round(whole.ms)} ms`),
    ...holds(cut(headed) && headed.ms < 8_000, `${id}: ${first} is silent after its headers: the stream looks whole or lasts ${Math.round(headed.ms)} ms`),
    ...holds(cut(stalled) && stalled.ms < 8_000, `${id}: ${first} stops within a stream: it looks whole or lasts ${Math.round(stalled.ms)} ms`),
    ...differs(`${id}: ${first} has begun to answer, so ${next ?? 'no other host'} is not asked`, [headed.next, stalled.next], [0, 0]),
  ];
}
