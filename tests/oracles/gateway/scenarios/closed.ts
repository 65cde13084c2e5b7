import { objectionable } from '../../../../gateway/local/hosts.js';
import type { Seen } from '../client.js';
import { differs, each, holds, type Scenario, until } from '../scenario.js';
import { type Subject, statusesOf, times } from '../subject.js';
import { translated } from './failures.js';

/** Without the policy service nothing is decided, so nothing goes anywhere; the load balancer is told. */
export const noPolicy: Scenario = {
  name: 'policy service killed',
  judge: async (subject) => {
    await subject.calm();
    const { task } = subject;
    const policy = task.processes.get('policy');
    policy?.kill();
    await policy?.exit;
    const seen = await times(6, (index) => subject.ask(subject.workloads[index % subject.workloads.length]?.id ?? '', { stream: index % 2 === 0 }));
    const called = subject.world.calls().length;
    const unready = await becomes(subject, 503);
    task.run('policy');
    const ready = await becomes(subject, 200);
    const after = await Promise.all(subject.workloads.map(({ id }) => subject.ask(id)));
    return [
      ...differs('policy service killed: answers', [statusesOf(seen), called], ['6 × 503', 0]),
      ...holds(
        seen.every(({ text }) => text.startsWith('{"error":')),
        'policy service killed: what is said is not of the form of errors',
      ),
      ...holds(unready, 'policy service killed: the load balancer is not told within 15 s'),
      ...holds(ready, 'policy service started again: the load balancer is not told within 15 s'),
      ...differs('policy service started again: answers', statusesOf(after), `${after.length} × 200`),
    ];
  },
};

/** Without the translator, workloads on Bedrock alone are turned away; others keep their hosts. */
export const noTranslator: Scenario = {
  name: 'translator killed',
  judge: async (subject) => {
    const dependent = subject.workloads.filter(({ route }) => route.every((host) => translated(subject, host)));
    const others = subject.workloads.filter(({ route: [first = ''] }) => !translated(subject, first));
    if (subject.local.files.translator === undefined) return 'none here';
    await subject.calm();
    const { task } = subject;
    const translator = task.processes.get('translator');
    translator?.kill();
    await translator?.exit;
    const [refused, served] = await Promise.all([
      Promise.all(dependent.map(({ id }) => subject.ask(id))),
      Promise.all(others.map(({ id }) => subject.ask(id))),
    ]);
    task.run('translator');
    const ready = await becomes(subject, 200);
    const after = await Promise.all(dependent.map(({ id }) => eventually(() => subject.ask(id))));
    return [
      ...holds(
        refused.every(({ status }) => status === 502 || status === 503),
        `translator killed: workloads on Bedrock alone: ${statusesOf(refused)}`,
      ),
      ...differs('translator killed: others', statusesOf(served), others.length === 0 ? '' : `${others.length} × 200`),
      ...holds(ready, 'translator started again: not ready within 15 s'),
      ...differs('translator started again: answers', statusesOf(after), dependent.length === 0 ? '' : `${dependent.length} × 200`),
    ];
  },
};

/** A guard that is down lets nothing pass, and one that objects stops the prompt before a host sees it. Which there are says the topology. */
export const guards: Scenario = {
  name: 'guards: objecting, and down',
  judge: (subject) =>
    each(
      subject.workloads.flatMap((workload) => guardsOf(subject, workload).map((guard) => ({ ...workload, ...guard }))),
      async ({ id, route: [first = ''], by, down }) => {
        await subject.calm();
        const fine = await subject.ask(id);
        const looks = guardingAnswers(subject, id) ? 2 : 1;
        const asked = subject.world.calls().filter(({ mock }) => mock === by).length;
        const objected = await subject.ask(id, { messages: [{ role: 'user', content: objectionable }] });
        const passed = subject.callsOf(first).filter(({ body }) => body.includes(objectionable)).length;
        await subject.calm();
        await down();
        const closed = await times(4, (index) => subject.ask(id, { stream: index % 2 === 0 }));
        const called = subject.callsOf(first).length;
        await subject.calm();
        return [
          ...differs(`${id}: guarded by ${by}`, fine.status, 200),
          ...differs(`${id}: looks of ${by} at a prompt and its answer`, asked, looks),
          ...differs(`${id}: ${by} objects: status, and prompts at ${first}`, [objected.status, passed], [400, 0]),
          ...differs(`${id}: ${by} is down: answers, and calls of ${first}`, [statusesOf(closed), called], ['4 × 503', 0]),
        ];
      },
    ),
};

/** Where answers are judged, by the topology, nothing that a guard objects to reaches the caller. */
export const judgedAnswers: Scenario = {
  name: 'guards: objecting to answers',
  judge: (subject) =>
    each(
      subject.workloads.filter((workload) => guardsOf(subject, workload).length > 0 && guardingAnswers(subject, workload.id)),
      async ({ id, route: [first = ''] }) => {
        await subject.calm();
        subject.server(first).says = objectionable;
        const [whole, stream] = [await subject.ask(id), await subject.ask(id, { stream: true })];
        const asked = subject.callsOf(first).length;
        await subject.calm();
        const fine = [await subject.ask(id), await subject.ask(id, { stream: true })];
        return [
          ...differs(`${id}: statuses, and calls of ${first}, which says what its guard objects to`, [statusesOf([whole, stream]), asked], ['2 × 200', 2]),
          ...holds(![whole, stream].some(({ text }) => text.includes(objectionable)), `${id}: an answer that its guard objects to reaches the caller`),
          ...holds(
            [whole, stream].every(({ text }) => text.includes('"finish_reason":"content_filter"')),
            `${id}: the caller is not told that an answer was stopped: ${whole.text.slice(0, 200)}`,
          ),
          ...holds(
            fine.every(({ status, text }) => status === 200 && /w0/.test(text)),
            `${id}: answers that nothing objects to: ${statusesOf(fine)}`,
          ),
        ];
      },
    ),
};

/** Whether the topology has answers of a workload judged: by its data class. */
function guardingAnswers({ topology }: Subject, id: string): boolean {
  const { dataClass } = topology.workloads[id] ?? {};
  return dataClass !== undefined && topology.gateway.guard[dataClass] !== 'before';
}

/** Guards that the topology gives a workload, by the mock that plays each, with what takes it down. */
function guardsOf(subject: Subject, { route, guard }: Subject['workloads'][number]) {
  const filters = route.filter((host) => {
    const found = subject.topology.hosts[host];
    return found?.kind === 'vertex-endpoint' && found.modelArmor !== undefined;
  });
  return [
    ...(guard === undefined ? [] : [{ by: guard, down: () => subject.model(guard).listener.die() }]),
    ...filters.map((host) => ({ by: `guard.${host}`, down: async () => void subject.world.hosts.down.add(`guard.${host}`) })),
  ];
}

/** Waits until a load balancer sees a status. */
const becomes = (subject: Subject, status: number) => until(async () => (await subject.task.readiness()) === status, 15_000);

async function eventually(ask: () => Promise<Seen>): Promise<Seen> {
  let seen = await ask();
  await until(async () => {
    if (seen.status !== 200) seen = await ask();
    return seen.status === 200;
  });
  return seen;
}
