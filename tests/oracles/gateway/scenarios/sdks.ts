import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { balancer } from '../../../../gateway/mocks/balancer.js';
import { differs, each, holds, type Scenario } from '../scenario.js';
import type { Subject } from '../subject.js';

type Told = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The packages of OpenAI for Python and JavaScript, and LangChain, as they are installed: only the address, the key and the authority are given to them. */
export function sdks(python: string): Scenario {
  return {
    name: 'OpenAI for Python and JavaScript, LangChain, unmodified',
    judge: (subject) =>
      each(subject.workloads.slice(0, 1), async ({ id }) => {
        await subject.calm();
        const { authority } = subject.world;
        const front = await balancer(subject.task.port, await authority.identity('localhost'));
        const file = join(subject.task.place.directory, 'authority.pem');
        writeFileSync(file, authority.cert);
        const args = [`https://localhost:${front.port}/v1`, subject.local.keys.get(id) ?? '', id, 'of-another-key'];
        const { PATH = '' } = process.env;
        const run = async (command: string, more: readonly string[]): Promise<Told> => {
          const env = { PATH, SSL_CERT_FILE: file, NODE_EXTRA_CA_CERTS: file };
          const { stdout } = await promisify(execFile)(command, [...more, ...args, choiceOf(subject, id)], { env, timeout: 60_000 });
          return JSON.parse(stdout);
        };
        try {
          const [py, js] = await Promise.all([
            run(join(python, 'bin', 'python'), ['tests/oracles/gateway/sdk.py']),
            run(process.execPath, ['--import', './node_modules/tsx/dist/esm/index.mjs', 'tests/oracles/gateway/sdk.ts']),
          ]);
          return [
            ...expected(`${id}: Python`, py, id),
            ...expected(`${id}: JavaScript`, js, id),
            ...tools(`${id}: Python`, py, subject, id),
            ...tools(`${id}: JavaScript`, js, subject, id),
            ...langchain(id, js),
          ];
        } finally {
          await front.close();
        }
      }),
  };
}

/** How a route lets a tool be called; `none` where it has no tools, or lets none be called. */
function choiceOf(subject: Subject, id: string): 'auto' | 'required' | 'none' {
  const { tools, tool_choice } = subject.local.files.policy.workloads[id]?.fields ?? {};
  if (tools === undefined || tool_choice?.is !== 'tool choice') return 'none';
  return tool_choice.values.includes('auto') ? 'auto' : tool_choice.values.includes('required') ? 'required' : 'none';
}

function expected(who: string, told: Told, model: string): string[] {
  const { unary, stream, models } = told;
  const failures = { 'unknown key': 401, 'other model': 404, 'unknown field': 400, embeddings: 404 };
  return [
    ...differs(`${who}: whole answer`, [unary?.['words'], unary?.['out'], unary?.['finish']], [3, 3, 'length']),
    ...differs(`${who}: stream`, stream?.['words'], 5),
    ...differs(`${who}: models`, models, [model]),
    ...Object.entries(failures).flatMap(([name, status]) => differs(`${who}: ${name}`, [told[name]?.['status'], told[name]?.['message']], [status, true])),
  ];
}

function tools(who: string, told: Told, subject: Subject, id: string): string[] {
  const { status, name: called } = told['tools'] ?? {};
  // Hosts of a route may agree on tools and on no way to have one called: `none` is what is left, and the answer has no call.
  if (choiceOf(subject, id) === 'none')
    return 'tools' in (subject.local.files.policy.workloads[id]?.fields ?? {})
      ? differs(`${who}: tools that none is to be called of`, [status, called], [undefined, undefined])
      : holds(status === 400, `${who}: tools, which the route does not have: ${JSON.stringify(told['tools'])}`);
  return ['tools', 'langchain tools'].flatMap((name) =>
    told[name] === undefined ? [] : differs(`${who}: ${name}`, [told[name]?.['name'], told[name]?.['city']], ['weather', 'Oslo']),
  );
}

function langchain(id: string, told: Told): string[] {
  return [
    ...differs(`${id}: LangChain, whole answer`, told['langchain invoke'], { words: 4, out: 4 }),
    ...differs(`${id}: LangChain, stream`, told['langchain stream'], { words: 4, out: 4 }),
    ...differs(`${id}: LangChain, unknown key`, told['langchain unknown key']?.['status'], 401),
  ];
}
