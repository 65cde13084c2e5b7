import { setTimeout as pause } from 'node:timers/promises';
import { bearerOf } from '../../../../gateway/mocks/issued.js';
import { differs, each, holds, type Scenario, until } from '../scenario.js';
import { type Subject, statusesOf, tokenSeconds } from '../subject.js';
import { under } from '../under-load.js';

/** Credentials are renewed while requests run, and none of them fails: tokens of Google before they end, an API key when its secret holds another. */
export const rotation: Scenario = {
  name: 'credentials renewed under load',
  judge: (subject) =>
    each(
      Object.entries(subject.local.files.tokens.credentials).filter(([name]) =>
        subject.workloads.some(({ id, route: [first = ''] }) => name === `${id}.${first}`),
      ),
      async ([name, credential]) => {
        if (credential.kind === 'entra' || credential.kind === 'databricks') return [];
        await subject.calm();
        const [workload = '', host = ''] = name.split('.');
        const used = () => new Set(subject.callsOf(host).map(({ headers }) => bearerOf(headers['authorization'])));
        const load = under(subject, workload);
        if (credential.kind === 'google') await until(() => used().size >= 2, tokenSeconds * 1_000);
        else await anotherKey(subject, credential.secret, used);
        const seen = await load.end();
        return [
          ...differs(`${name}: requests while it was renewed`, statusesOf(seen), `${seen.length} × 200`),
          ...holds(used().size >= 2, `${name}: ${host} saw ${used().size} credential in ${seen.length} requests`),
        ];
      },
    ),
};

/** A secret gets another key, the token provider is started again, and then the former key is taken no more. */
async function anotherKey(subject: Subject, secret: string, used: () => ReadonlySet<unknown>): Promise<void> {
  const { task, world } = subject;
  world.cloud.rotate(secret);
  await task.processes.get('tokens')?.stop();
  task.run('tokens');
  await until(() => used().size >= 2);
  // What is on its way with the former key arrives.
  await pause(300);
  world.cloud.retire(secret);
  await pause(500);
}
