import { passages } from '../../../../gateway/local/hosts.js';
import { differs, each, holds, type Scenario } from '../scenario.js';
import { marker, type Subject, statusesOf, times } from '../subject.js';

/** Workloads whose first host has an index of documents beside it, by the topology. */
const grounded = (subject: Subject) =>
  subject.workloads.filter(({ route: [first = ''] }) => {
    const host = subject.topology.hosts[first];
    return host?.kind === 'vertex-endpoint' && host.search !== undefined;
  });

/** What a grounded workload answers comes from documents that are searched before and cited after, and without them there is no answer. */
export const documents: Scenario = {
  name: 'documents: searched, cited, and their index down',
  judge: (subject) =>
    each(grounded(subject), async ({ id, route: [first = ''] }) => {
      await subject.calm();
      const [whole, stream] = [await subject.ask(id), await subject.ask(id, { stream: true })];
      const asked = [...subject.callsOf(first)];
      const searches = subject.world.calls().filter(({ mock }) => mock === `search.${first}`);
      await subject.calm();
      subject.world.hosts.down.add(`search.${first}`);
      const closed = await times(4, (index) => subject.ask(id, { stream: index % 2 === 0 }));
      const called = subject.callsOf(first).length;
      await subject.calm();
      return [
        ...differs(`${id}: searches for two requests, each with its question`, searches.filter(({ body }) => body.includes(marker)).length, 2),
        ...holds(
          asked.length === 2 && asked.every(({ body }) => passages.every((passage) => body.includes(passage))),
          `${id}: ${first} does not get what was found`,
        ),
        ...differs(`${id}: citations of a whole answer`, citationsIn(whole.text), wanted),
        ...differs(`${id}: citations of a stream, in its first event`, citationsIn(stream.events[0] ?? ''), wanted),
        ...differs(`${id}: search.${first} is down: answers, and calls of ${first}`, [statusesOf(closed), called], ['4 × 503', 0]),
      ];
    }),
};

/** Documents of the mock's index. */
const wanted = ['1 Manual 0 gs://manuals/0.pdf', '2 Manual 1 gs://manuals/1.pdf'];

function citationsIn(text: string): string[] {
  const { citations = [] } = JSON.parse(text || '{}') as { citations?: { number: number; title: string; uri: string }[] };
  return citations.map(({ number, title, uri }) => `${number} ${title} ${uri}`);
}
