import { knownWays, requestOf, type Way } from '../openai-requests.js';
import { taken, unknown } from '../reviewed-ways.js';
import { inTurns, type Scenario } from '../scenario.js';
import type { Subject } from '../subject.js';
import { translated } from './failures.js';

/** Every field of the OpenAI package's schema, members of members included, is either taken by a route and reaches the host, or refused with its name. */
export function fields(python: string): Scenario {
  const ways = knownWays(python);
  return {
    name: `${ways.length} ways to fill a request, of the OpenAI package`,
    judge: async (subject) => {
      const findings = unknown(ways).map((path) => `the OpenAI package has no "${path}" any more: tests/oracles/gateway/reviewed-ways.ts`);
      await subject.calm();
      for (const { id, route } of subject.workloads)
        findings.push(...(await inTurns(ways, translated(subject, route[0] ?? '') ? 1 : 8, (way) => judged(subject, way, id, route))));
      return findings;
    },
  };
}

async function judged(subject: Subject, way: Way, id: string, [first = '']: readonly string[]): Promise<string[]> {
  const path = way.at.join('.');
  const { fields = {} } = subject.local.files.policy.workloads[id] ?? {};
  const expected = taken(way, fields);
  if (expected === undefined) return [`${id}: nobody has looked at "${path}", which the OpenAI package knows: tests/oracles/gateway/reviewed-ways.ts`];
  const body = requestOf(way, id, fields);
  // The translator does not hand the id on, so that there is one request at a time.
  if (translated(subject, first)) subject.world.forget();
  const { status, text, headers } = await subject.client().ask({ key: subject.local.keys.get(id), body });
  const ofThis = translated(subject, first)
    ? subject.callsOf(first)
    : subject.callsOf(first).filter((call) => call.headers['x-request-id'] === headers['x-request-id']);
  const calls = ofThis.length;
  if (expected) return status === 200 && calls === 1 ? [] : [`${id}: ${path}: taken by the route, answered with ${status}: ${text.slice(0, 200)}`];
  // Where a route has no tools at all, those that stand beside a choice are named.
  const named = [way.field, way.at.at(-1) ?? '', 'tools', 'logprobs'].some((name) => text.includes(name));
  if (status !== 400 || calls > 0) return [`${id}: ${path}: not taken by the route, but answered with ${status} after ${calls} calls of ${first}`];
  return named ? [] : [`${id}: ${path}: refused without its name: ${text.slice(0, 200)}`];
}
