import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Json } from '../../support/documents.js';
import { key } from './emitted.js';

/** What CloudWatch would have got. */
export interface Reported {
  /** Every value of a metric, by name and dimensions. */
  readonly values: ReadonlyMap<string, ReadonlySet<number>>;
  /** Log streams and namespaces that the values came by. */
  readonly streams: ReadonlySet<string>;
  readonly namespaces: ReadonlySet<string>;
  /** What the collector said when it ended by itself. */
  readonly ended?: string;
}

/** Name of the task, which the log stream gets. */
export const task = 'task-1';
const scrapesWanted = 5;

/** Runs a collector over pages, as many as it asks for, until it has reported a few. */
export async function run(command: string, configuration: string, page: (scrape: number) => string): Promise<Reported> {
  let scrapes = 0;
  const server = createServer((_, response) => {
    scrapes += 1;
    response.setHeader('content-type', 'text/plain; version=0.0.4').end(page(scrapes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const env = { COLLECTOR_CONFIG: pointedAt(configuration, port), HOSTNAME: task };
  const child = spawn(command, ['--config=env:COLLECTOR_CONFIG'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const values = new Map<string, Set<number>>();
  const [streams, namespaces] = [new Set<string>(), new Set<string>()];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { stream, event } = JSON.parse(line);
    streams.add(stream);
    for (const { Namespace } of event._aws?.CloudWatchMetrics ?? []) namespaces.add(Namespace);
    for (const [metric, value] of metricsOf(event)) values.set(metric, (values.get(metric) ?? new Set()).add(value));
  });
  const ended = endOf(child);
  const enough = (async () => {
    for (let waited = 0; scrapes < scrapesWanted && waited < 600; waited += 1) await pause(100);
    await pause(1_500);
  })();
  try {
    const said = await Promise.race([enough, ended]);
    return { values, streams, namespaces, ...(said !== undefined && { ended: said }) };
  } finally {
    child.kill();
    server.closeAllConnections();
    server.close();
  }
}

/** Resolves when the collector ends, which it never should, with why: what follows is a trace or a description of its commands. */
export function endOf(child: ChildProcess): Promise<string> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(0, 50_000);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', () => {
      const start = said.search(/panic: |Error: /);
      resolve(said.slice(Math.max(start, 0)).replace(/\s+/g, ' ').slice(0, 500));
    });
  });
}

/** The deployed configuration, faster, and scraping a port here. Where it reports to is left as it is. */
function pointedAt(configuration: string, port: number): string {
  const faster = JSON.parse(configuration);
  const [scrape] = faster.receivers.prometheus.config.scrape_configs;
  scrape.scrape_interval = '500ms';
  scrape.static_configs[0].targets = [`127.0.0.1:${port}`];
  faster.processors.batch.timeout = '200ms';
  return JSON.stringify(faster);
}

/** The metrics that CloudWatch makes of an event in embedded metric format. */
function metricsOf(event: Json): [metric: string, value: number][] {
  return (event._aws?.CloudWatchMetrics ?? []).flatMap(({ Dimensions, Metrics }: Json) =>
    Dimensions.flatMap((names: readonly string[]) =>
      Metrics.map(({ Name }: Json) => [key(Name, Object.fromEntries(names.map((name) => [name, event[name]]))), event[Name]]),
    ),
  );
}
