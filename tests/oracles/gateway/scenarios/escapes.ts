import { setTimeout as pause } from 'node:timers/promises';
import type { Attempt, Target } from '../escapes/attempt.js';
import { fieldAttempts } from '../escapes/fields.js';
import { headerAttempts } from '../escapes/headers.js';
import { http2Attempts } from '../escapes/http2.js';
import { nestedAttempts } from '../escapes/nested.js';
import { pathAttempts } from '../escapes/paths.js';
import { sizeAttempts } from '../escapes/sizes.js';
import { smugglingAttempts } from '../escapes/smuggling.js';
import type { Scenario } from '../scenario.js';
import type { Subject } from '../subject.js';
import { strangers } from './answers.js';

/** Every attempt, by the file that holds it. */
export const attempts: Readonly<Record<string, readonly Attempt[]>> = {
  fields: fieldAttempts,
  'members within fields': nestedAttempts,
  'headers and keys': headerAttempts,
  'paths and methods': pathAttempts,
  'bytes of HTTP/1.1': smugglingAttempts,
  'frames of HTTP/2': http2Attempts,
  sizes: sizeAttempts,
};

/** Attempts to have a prompt go elsewhere: each is refused before any host hears of it, or has no effect. */
export const escapes: readonly Scenario[] = Object.entries(attempts).map(([kind, all]) => ({
  name: `attempts to leave the zone: ${all.length} by ${kind}`,
  judge: async (subject) => {
    const [workload] = subject.workloads;
    if (workload === undefined) return 'none here';
    await subject.calm();
    const target: Target = {
      client: subject.client(),
      key: subject.local.keys.get(workload.id) ?? '',
      workload: workload.id,
      other: subject.workloads[1]?.id ?? 'of-another-zone',
      canary: `http://127.0.0.1:${subject.world.canary.port}`,
    };
    const findings: string[] = [];
    for (const attempt of all) findings.push(...(await judged(subject, attempt, target, workload.route)));
    return findings;
  },
}));

async function judged(subject: Subject, { name, send, expected, trace, unrouted }: Attempt, target: Target, route: readonly string[]): Promise<string[]> {
  subject.world.forget();
  const statuses = await send(target);
  // A call that was not answered may still be on its way.
  if (statuses.length === 0) await pause(50);
  const calls = subject.world.calls();
  const findings = strangers(subject, route).map((mock) => `${name}: ${mock} was called`);
  if (expected === 'refused') {
    if (statuses.some((status) => status < 400)) findings.push(`${name}: answered with ${statuses.join()}`);
    if (calls.length > 0) findings.push(`${name}: a host was called: ${calls.map(({ mock, path }) => `${mock} ${path}`).join()}`);
  } else {
    const successes = statuses.filter((status) => status === 200).length;
    const answered = calls.filter(({ mock }) => route.includes(mock)).length;
    if (successes > 1 || answered > successes) findings.push(`${name}: one request became ${answered} calls, answered with ${statuses.join()}`);
    const told = calls.filter(({ headers, body }) => trace !== undefined && (JSON.stringify(headers) + body).includes(trace(target)));
    if (told.length > 0) findings.push(`${name}: ${told[0]?.mock} sees it: ${JSON.stringify(told[0]?.headers)}`);
  }
  if (statuses.some((status) => status >= 500 && status !== 501 && !(unrouted === true && status === 503)))
    findings.push(`${name}: a fault of the gateway: ${statuses.join()}`);
  return findings;
}
