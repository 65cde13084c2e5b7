import { differs, holds } from '../scenario.js';
import { type Subject, statusesOf, times } from '../subject.js';

/** Longer than any of Envoy's defaults that end what seems idle within a minute. */
const seconds = 65;

/** Streams that are all that happens for over a minute end whole, and Envoy runs on. */
export async function longStreams(subject: Subject): Promise<string[]> {
  await subject.calm();
  const [{ id, route } = { id: '', route: [] }] = subject.workloads;
  subject.model(route[0] ?? '').pace = { tokens: 1, firstMs: 0, tokenMs: 500 };
  const seen = await times(4, () => subject.ask(id, { stream: true, max_tokens: seconds * 2 }));
  const after = await subject.ask(id, { max_tokens: 1 });
  const envoy = subject.task.processes.get('envoy');
  return [
    ...differs('streams of over a minute: answers, and those that are whole', [statusesOf(seen), seen.filter(({ done }) => done).length], ['4 × 200', 4]),
    ...holds(
      seen.every(({ ms }) => ms > seconds * 1_000),
      `streams of over a minute took ${Math.round(Math.min(...seen.map(({ ms }) => ms)))} ms`,
    ),
    ...differs('after them: Envoy, and the next request', [envoy?.ended() ?? 'runs', after.status], ['runs', 200]),
  ];
}
