import { differs, each, holds, type Scenario } from '../scenario.js';
import { statusesOf, times } from '../subject.js';
import { sharedHosts } from '../zones.js';

const asked = 300;

/** Both versions of a host answer while one takes over: the next one its part of the requests, within four standard deviations, by its own name. */
export const versions: Scenario = {
  name: 'requests shared by two versions',
  judge: (subject) =>
    each(subject.workloads, async ({ id, route: [first = ''] }) => {
      const [, percent] = sharedHosts(subject.topology).find(([host]) => host === first) ?? [];
      if (percent === undefined) return [];
      await subject.calm();
      const seen = [];
      // Three at a time: no version has places for more than it may get.
      for (let done = 0; done < asked; done += 3) seen.push(...(await times(3, () => subject.ask(id))));
      const [present, next] = [subject.callsOf(first), subject.callsOf(`${first}.next`)];
      const mean = (asked * percent) / 100;
      const most = 4 * Math.sqrt(mean * (1 - percent / 100));
      const host = subject.topology.hosts[first];
      const model = host !== undefined && 'transition' in host ? host.transition?.next : undefined;
      const named = new Set(next.map(({ headers, body }) => `${String(headers['x-llama-model'])} ${(JSON.parse(body) as { model?: string }).model}`));
      return [
        ...differs(`${id}: answers`, statusesOf(seen), `${asked} × 200`),
        ...differs(`${id}: calls of both versions of ${first}`, present.length + next.length, asked),
        ...holds(
          Math.abs(next.length - mean) <= most,
          `${id}: ${next.length} of ${asked} requests went to the next version. Expected: ${mean} ± ${most.toFixed(0)}`,
        ),
        ...(model === undefined ? [] : differs(`${id}: header and model by which the next version is asked`, [...named], [`${model} ${model}`])),
      ];
    }),
};
