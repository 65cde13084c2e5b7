import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { timeouts } from '../../../../constructs/timeouts.js';
import { Bedrock } from '../../../../gateway/mocks/bedrock.js';
import { differs, each, holds, type Scenario, until } from '../scenario.js';
import type { Subject } from '../subject.js';

/** What Linux knows of every connection: its ends, its state, and which of its timers ends next, and when. */
const table = '/proc/net/tcp';
const established = '01';
const keepAlive = '02';
/** Milliseconds before an answer: the AWS SDK has a connection probed three seconds after a request began. */
const silence = { envoy: 1_500, sdk: 4_500 };

/** While a host is silent the connection to it, or to the proxy that leads there, is probed before a network would forget it. */
export const silentConnections: Scenario = {
  name: 'silent connections are probed',
  judge: async (subject) => {
    if (!existsSync(table)) return 'none here';
    return await each(subject.workloads, ({ id, route: [first = ''] }) => probed(subject, id, first));
  },
};

async function probed(subject: Subject, id: string, first: string): Promise<string[]> {
  await subject.calm();
  const model = subject.model(first);
  const ms = model instanceof Bedrock ? silence.sdk : silence.envoy;
  model.mood = { is: 'slow', ms };
  const asked = subject.ask(id);
  await until(() => subject.callsOf(first).length > 0, 20_000);
  await pause(ms - 500);
  const timers = timersTo(portOf(subject, id, first));
  const seen = await asked;
  await subject.calm();
  const latest = Math.max(...timers.map(({ seconds }) => seconds));
  return [
    ...differs(`${id}: ${first} answers late: status`, seen.status, 200),
    ...differs(`${id}: timers of connections to ${first}`, [...new Set(timers.map(({ timer }) => timer))], [keepAlive]),
    ...holds(
      latest <= timeouts.gateway.probe.after,
      `${id}: a connection to ${first} is probed after ${latest} s, not within ${timeouts.gateway.probe.after} s`,
    ),
  ];
}

/** Where the task itself connects to. */
function portOf({ world }: Subject, id: string, host: string): number | undefined {
  const bedrock = world.hosts.models.get(host);
  if (bedrock instanceof Bedrock) return bedrock.listener.port;
  const { ports } = world.hosts;
  return ports.get(`host.${id}.${host}`) ?? ports.get('proxy');
}

/** The timer of every open connection to a port of this machine, and in how many seconds it ends. */
function timersTo(port: number | undefined): { readonly timer: string; readonly seconds: number }[] {
  const rows = readFileSync(table, 'utf8').trim().split('\n').slice(1);
  return rows.flatMap((row) => {
    const [, , remote = '', state, , timer = ''] = row.trim().split(/\s+/);
    if (state !== established || Number.parseInt(remote.split(':')[1] ?? '', 16) !== port) return [];
    const [kind = '', left = ''] = timer.split(':');
    return [{ timer: kind, seconds: Number.parseInt(left, 16) / 100 }];
  });
}
