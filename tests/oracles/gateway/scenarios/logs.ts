import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { objectionable, passages } from '../../../../gateway/local/hosts.js';
import { differs, holds, type Scenario } from '../scenario.js';
import { marker, type Subject } from '../subject.js';

/** What must be in no line that a process of the gateway prints, by what it is. */
function unspeakable(subject: Subject): Readonly<Record<string, readonly string[]>> {
  const { issued, cloud } = subject.world;
  return {
    'a prompt': [marker, objectionable],
    // Words of the mocks' answers.
    'an answer': ['w0 w1', 'b0 b1', 'Oslo'],
    'a passage': passages,
    'the key of a caller': [...subject.local.keys.values()],
    'a credential': [...issued.secrets(), ...[...cloud.apiKeys.values()].flat()],
  };
}

/**
 * Nothing that was asked, answered or shown as a credential is in the output of any process, whatever happened in the scenarios before, at the most talkative level that
 * a deployment may start Envoy with; and nobody can make Envoy say more while it runs.
 */
export const logs: Scenario = {
  name: 'logs without prompts, answers and credentials',
  judge: async (subject) => {
    await subject.calm();
    for (const { id } of subject.workloads) for (const stream of [false, true]) await subject.ask(id, { stream });
    const { logs: directory } = subject.task.place;
    const findings = readdirSync(directory).flatMap((file) => {
      const text = readFileSync(join(directory, file), 'utf8');
      return Object.entries(unspeakable(subject)).flatMap(([what, texts]) => {
        const found = texts.find((one) => text.includes(one));
        const at = found === undefined ? -1 : text.indexOf(found);
        return holds(found === undefined, `${file} holds ${what}: …${text.slice(Math.max(0, at - 80), at + 40)}…`);
      });
    });
    const asked = ['/logging?level=trace', '/logging?ext_proc=debug', '/config_dump', '/quitquitquit', '/runtime_modify?x=y'];
    const statuses = await Promise.all(asked.map(async (path) => (await subject.task.admin(path)).status));
    return [...findings, ...differs('admin: level of the log, configuration, end, run-time values', statuses, [403, 403, 403, 403, 403])];
  },
};

/** At `debug` Envoy does print prompts and keys: so they would be found where they are, and that level is not one to start with. Should this turn red, Envoy has become better. */
export const debug: Scenario = {
  name: 'logs of level debug hold prompts and keys',
  judge: async (subject) => {
    await subject.calm();
    const [{ id } = { id: '' }] = subject.workloads;
    const task = await subject.local.add({ shared: 'processes', level: 'debug' });
    try {
      await subject.ask(id, {}, {}, task);
      await pause(300);
      const text = readFileSync(task.running().find(({ name }) => name === 'envoy')?.log ?? '', 'utf8');
      return differs('debug: prompt, key of the caller', [text.includes(marker), text.includes(subject.local.keys.get(id) ?? '')], [true, true]);
    } finally {
      await subject.local.remove(task);
    }
  },
};
