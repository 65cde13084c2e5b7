import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'yaml';
import type { Json } from '../../../support/documents.js';
import { endOf } from '../run.js';
import { cloudMonitoring, type Received } from './cloud-monitoring.js';
import { exporterPage, serverPage } from './pages.js';

/** The node that a collector is told to be on. */
export const node = { NODE_ID: '4711', NODE_ZONE: 'europe-west4-b' };
const scrapesWanted = 6;

/** Runs a collector on pages of a server and an exporter until it has reported a few. `ended`: why it ended by itself. */
export async function runOnNode(command: string, configuration: string): Promise<{ readonly received: readonly Received[]; readonly ended?: string }> {
  const scrapes = { '/vllm': 0, '/dcgm': 0 };
  const server = createServer(({ url }, response) => {
    const path = url === '/dcgm' ? url : '/vllm';
    scrapes[path] += 1;
    response.setHeader('content-type', 'text/plain; version=0.0.4').end((path === '/dcgm' ? exporterPage : serverPage)(scrapes[path]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cloud = await cloudMonitoring();
  const env = { COLLECTOR_CONFIG: pointedAt(configuration, (server.address() as AddressInfo).port, cloud.port), ...node };
  const child = spawn(command, ['--config=env:COLLECTOR_CONFIG'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = endOf(child);
  const enough = (async () => {
    for (let waited = 0; scrapes['/vllm'] < scrapesWanted && waited < 600; waited += 1) await pause(100);
    await pause(1_500);
  })();
  try {
    const said = await Promise.race([enough, ended]);
    return { received: cloud.received, ...(said !== undefined && { ended: said }) };
  } finally {
    child.kill();
    server.closeAllConnections();
    server.close();
    cloud.stop();
  }
}

/** The deployed configuration, faster, scraping a port here and reporting to one here, where nobody asks who it is. */
function pointedAt(configuration: string, pages: number, cloud: number): string {
  const faster = parse(configuration);
  for (const scrape of faster.receivers.prometheus.config.scrape_configs as Json[]) {
    scrape.scrape_interval = '500ms';
    scrape.metrics_path = `/${scrape.job_name}`;
    scrape.static_configs[0].targets = [`127.0.0.1:${pages}`];
  }
  Object.assign(faster.exporters.googlecloud.metric, { endpoint: `127.0.0.1:${cloud}`, use_insecure: true });
  return JSON.stringify(faster);
}
