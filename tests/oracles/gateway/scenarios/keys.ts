import { created, revoked, rotated } from '../../../../bin/keys/edits.js';
import { differs, holds, type Scenario, until } from '../scenario.js';
import { type Subject, statusesOf } from '../subject.js';
import { under } from '../under-load.js';

const next = { expires: '2099-01-01T00:00:00.000Z', createdBy: 'oracle', overlapHours: 1 };
/** Longer than the tasks take to look again, on a busy machine. */
const noticed = 40_000;

/**
 * The key of a workload is rotated as the command does it, while callers ask: the new one is taken soon, nobody is refused with either, and the old one is not taken
 * any more once it is revoked. Tasks look every ten seconds, so only zones of the reference topology wait for it.
 */
export const keys: Scenario = {
  name: 'keys of callers rotated under load',
  judge: async (subject) => {
    if (!subject.name.startsWith('topology ')) return 'none here';
    await subject.calm();
    const [{ id } = { id: '' }] = subject.workloads;
    const { callers } = subject.local;
    const old = callers.keys.get(id);
    const load = under(subject, id);
    const edited = rotated(callers.object(id), subject.topology.name, 'local', next, new Date());
    callers.put(edited.object);
    const taken = await until(async () => (await subject.ask(id, {}, { key: edited.key })).status === 200, noticed);
    callers.keys.set(id, edited.key ?? '');
    // Callers that asked with the former key have their answers.
    const before = await load.take();
    callers.put(revoked(callers.object(id), 'local').object);
    const gone = await until(async () => (await subject.ask(id, {}, { key: old })).status === 401, noticed);
    const after = await load.end();
    return [
      ...holds(taken, `${id}: a new key is not taken within ${noticed} ms`),
      ...holds(gone, `${id}: a revoked key is taken after ${noticed} ms`),
      ...differs(`${id}: requests while its key was rotated`, statusesOf(before), `${before.length} × 200`),
      ...differs(`${id}: requests with the new key while the old one was revoked`, statusesOf(after), `${after.length} × 200`),
      ...holds(before.length > 0 && after.length > 0, `${id}: ${before.length} and ${after.length} requests ran meanwhile`),
      ...(await foreign(subject, id)),
    ];
  },
};

/** A key of another zone, and one of another workload of this one, opens nothing. */
async function foreign(subject: Subject, id: string): Promise<string[]> {
  const other = created({ version: 1, zone: 'elsewhere', workload: id, keys: {} }, subject.topology.name, { team: 't', ...next }, new Date());
  const seen = await subject.ask(id, {}, { key: other.key });
  const beside = [...subject.local.keys].filter(([workload]) => workload !== id);
  const crossed = await Promise.all(beside.map(([, key]) => subject.ask(id, {}, { key })));
  return [
    ...differs(`${id}: with a key of another zone`, seen.status, 401),
    ...differs(`${id}: with keys of other workloads`, crossed.filter(({ status }) => status === 200).length, 0),
  ];
}
