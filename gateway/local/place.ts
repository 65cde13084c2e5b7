import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Emitted } from './emitted.js';
import { type Change, type Leads, pointed } from './pointed.js';
import type { World } from './world.js';

/** Directories and ports of one task of the gateway on this machine, with the emitted files pointed there. */
export interface Place {
  readonly directory: string;
  /** What stands for `/etc/gateway` and `/run/gateway`. */
  readonly etc: string;
  readonly run: string;
  readonly logs: string;
  /** Port by listener: `entry`, `ready`. */
  readonly ports: ReadonlyMap<string, number>;
  readonly changes: readonly Change[];
  remove(): void;
}

/** Files of public authorities that a container image has. */
const publicAuthorities = '/etc/ssl/certs/ca-certificates.crt';

/** Makes a place. `shared` are paths below `/run/gateway` that another task of this machine serves. */
export async function place(files: Emitted, { cloud, hosts }: World, shared: Readonly<Record<string, string>> = {}): Promise<Place> {
  // Paths of Unix sockets have at most 107 bytes.
  const directory = mkdtempSync(join(tmpdir(), 'gw-'));
  const [etc, run, logs] = ['etc', 'run', 'logs'].map((name) => join(directory, name)) as [string, string, string];
  for (const one of [etc, run, logs, join(run, 'secrets'), join(run, 'tls')]) mkdirSync(one);
  // What names no address stays as it is: the script of attempts.
  for (const { name } of readdirSync(files.directory, { withFileTypes: true }).filter((one) => one.isFile() && !one.name.endsWith('.json'))) {
    copyFileSync(join(files.directory, name), join(etc, name));
  }
  const authorities = join(etc, 'authorities.pem');
  writeFileSync(authorities, hosts.trust.get(publicAuthorities) ?? '');
  for (const [path, certificate] of hosts.trust) {
    if (path === publicAuthorities) continue;
    const file = path.replace('/etc/gateway', etc);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, certificate);
  }
  const listeners = files.envoy.static_resources.listeners.map(({ name }) => name);
  const ports = new Map<string, number>();
  const free = await freePorts(listeners.length);
  const leads: Leads = {
    port: (address, _, at) => {
      const [, , kind, index = ''] = at.split('/');
      const name = files.envoy.static_resources[kind === 'listeners' ? 'listeners' : 'clusters'][Number(index)]?.name ?? '';
      if (kind === 'listeners') ports.set(name, free[Number(index)] ?? 0);
      const port = kind === 'listeners' ? free[Number(index)] : hosts.ports.get(name);
      if (port === undefined) throw new Error(`envoy.json: there is no mock of ${address}, which cluster ${name} calls`);
      return port;
    },
    origin: (url) => {
      const { origin, pathname } = new URL(url);
      const port = cloud.services.get(origin)?.port ?? hosts.bedrock.get(origin);
      if (port === undefined) throw new Error(`there is no mock of ${origin}`);
      return `http://127.0.0.1:${port}${pathname === '/' ? '' : pathname}`;
    },
    paths: [...Object.entries(shared), [publicAuthorities, authorities], ['/etc/gateway', etc], ['/run/gateway', run]],
  };
  const changes = ['envoy.json', 'policy.json', 'keys.json', 'tokens.json', ...(files.translator === undefined ? [] : ['translator.json'])].flatMap((name) => {
    const { file, changes } = pointed(JSON.parse(readFileSync(join(files.directory, name), 'utf8')), leads);
    writeFileSync(join(etc, name), `${JSON.stringify(file, null, 2)}\n`);
    return changes.map((change) => ({ ...change, at: `${name}${change.at}` }));
  });
  return { directory, etc, run, logs, ports, changes, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** Ports of the loopback interface that nobody listens on. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { readonly port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
