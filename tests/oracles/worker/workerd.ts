import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workersCompatibilityDate } from '../../../facts/others.js';
import { bundleWorker } from '../../../runtime/worker-bundle.js';
import { cacheDirectory } from '../tools.js';
import { model, secret } from './calls.js';

/** The runtime of Workers as Cloudflare publishes it, for Linux on x86-64. It is fetched for this oracle alone: it has 150 MB. */
const runtime = { name: '@cloudflare/workerd-linux-64', version: '1.20261117.1' };

/** Where it is, fetched once; or why it is not there. */
export function workerd(): { readonly command: string } | { readonly missing: string } {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { missing: `${runtime.name} runs on Linux and x86-64 alone` };
  const directory = cacheDirectory(`workerd-${runtime.version}`);
  const command = join(directory, 'package', 'bin', 'workerd');
  if (existsSync(command)) return { command };
  for (const [program = '', ...args] of [
    ['npm', 'pack', '--silent', '--pack-destination', directory, `${runtime.name}@${runtime.version}`],
    ['sh', '-c', `tar -xzf "$1"/*.tgz -C "$1" && rm "$1"/*.tgz`, 'unpack', directory],
  ]) {
    const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8', timeout: 300_000 });
    if (status !== 0) return { missing: `${runtime.name} ${runtime.version} cannot be fetched (${(error?.message ?? stderr).trim().split('\n').at(-1)})` };
  }
  return { command };
}

/** What the Worker is bound to, beside its model: answers of Workers AI by the last message, and the secret. Services of the runtime stand in for both. */
const stand = `import { WorkerEntrypoint } from 'cloudflare:workers';
export class Model extends WorkerEntrypoint {
  async run(model, input, options) {
    const said = input.messages.at(-1).content;
    if (said === 'busy') throw new Error('3040: Capacity temporarily exceeded, please try again.');
    if (!input.stream) return { response: JSON.stringify({ model, input, options }), usage: { prompt_tokens: 3, completion_tokens: 5 } };
    const ends = said === 'cut' ? [] : ['{"response":"","usage":{"prompt_tokens":4,"completion_tokens":2}}', '[DONE]'];
    const events = ['{"response":"Hel"}', '{"response":"lo"}', ...ends].map((data) => new TextEncoder().encode('data: ' + data + '\\n\\n'));
    return new ReadableStream({ type: 'bytes', pull: (out) => (events.length > 0 ? out.enqueue(events.shift()) : out.close()) });
  }
}
export class Secret extends WorkerEntrypoint { async get() { return ${JSON.stringify(secret)}; } }
export default { fetch: () => new Response('') };
`;

const configuration = (date: string) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "worker", worker = .worker), (name = "stand", worker = .stand)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (forwardedProtoHeader = "x-forwarded-proto"), service = "worker")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "${date}",
  bindings = [
    (name = "AI", service = (name = "stand", entrypoint = "Model")),
    (name = "CALLER", service = (name = "stand", entrypoint = "Secret")),
    (name = "MODEL", text = "${model}"),
  ],
);
const stand :Workerd.Worker = (modules = [(name = "stand.js", esModule = embed "stand.js")], compatibilityDate = "${date}");
`;

/** The Worker as it is deployed, with the compatibility date that it is deployed with, on a port of the loopback. */
export async function served(command: string, directory: string): Promise<{ readonly origin: string; readonly said: () => string; stop(): void }> {
  writeFileSync(join(directory, 'worker.js'), bundleWorker('workers-ai'));
  writeFileSync(join(directory, 'stand.js'), stand);
  writeFileSync(join(directory, 'config.capnp'), configuration(workersCompatibilityDate()));
  const child = spawn(command, ['serve', join(directory, 'config.capnp'), '--control-fd=3'], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => (said += String(piece)));
  const port = await listening(child, () => said);
  return { origin: `http://127.0.0.1:${port}`, said: () => said, stop: () => void child.kill() };
}

function listening(child: ChildProcess, said: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.stdio[3]?.on('data', (piece) => {
      const [, port] = /"event":"listen".*"port":(\d+)/.exec(String(piece)) ?? [];
      if (port !== undefined) resolve(Number(port));
    });
    child.on('error', reject).on('exit', (code) => reject(new Error(`workerd ended with ${code}: ${said().trim()}`)));
  });
}
