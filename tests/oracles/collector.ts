import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { bucketLabel, latencies } from '../../constructs/aws/fleet-metrics.js';
import { engineMetrics } from '../../facts/serving.js';
import { collectorConfiguration } from '../../runtime/metrics/collector.js';
import { dcgmPage, vllmPage } from './metrics-pages.js';
import type { Verdict } from './tools.js';

/** Growth per scrape, or the value of a gauge, by name and the dimensions that CloudWatch keeps. */
type Reported = Map<string, Set<number>>;

const kept = { fatalXids: [48, 79, 119], engineMetrics: engineMetrics('vllm').filter((name) => !name.endsWith('_seconds')) };
const wanted: Readonly<Record<'vllm' | 'dcgm', Readonly<Record<string, number>>>> = {
  vllm: {
    'vllm:num_requests_waiting {"Fleet":"fleet"}': 5,
    'vllm:prompt_tokens_total {"Fleet":"fleet"}': 100,
    ...Object.fromEntries(
      [...latencies.time_to_first_token.map(bucketLabel), '+Inf'].map((le, index) => [`time_to_first_token_within {"Fleet":"fleet","le":"${le}"}`, index + 1]),
    ),
  },
  dcgm: {
    'DCGM_EXP_XID_ERRORS_COUNT {"Fleet":"fleet","Hostname":"node-1"}': 1,
    'DCGM_FI_DEV_ECC_DBE_VOL_TOTAL {"Fleet":"fleet","Hostname":"node-1"}': 1,
  },
};

/**
 * A real OpenTelemetry Collector reads pages as vLLM and DCGM write them, with the configuration that is deployed; only
 * its exporter is another one, so that what it reports can be read. Names, dimensions and growth must be those that
 * alarms, scaling and dashboard ask CloudWatch for.
 */
export async function collector(): Promise<Verdict> {
  const command = process.env['OTELCOL'];
  if (command === undefined) return { findings: [], judged: '', skipped: 'OTELCOL names no collector (contrib 0.158 or later)' };
  const findings: string[] = [];
  for (const source of ['vllm', 'dcgm'] as const) {
    const reported = await run(command, source);
    for (const [name, value] of Object.entries(wanted[source])) {
      const received = [...(reported.get(name) ?? [])];
      if (!isDeepStrictEqual(received, [value])) findings.push(`collector: ${source}: ${name}: received ${JSON.stringify(received)}. Expected: [${value}].`);
    }
    const more = [...reported.keys()].filter((name) => !(name in wanted[source]));
    if (more.length > 0) findings.push(`collector: ${source}: reports what nothing reads: ${more.join(', ')}`);
  }
  return { findings, judged: '2 configurations' };
}

async function run(command: string, source: 'vllm' | 'dcgm'): Promise<Reported> {
  const reported: Reported = new Map();
  let scrapes = 0;
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      scrapes += 1;
      response.setHeader('content-type', 'text/plain; version=0.0.4').end((source === 'vllm' ? vllmPage : dcgmPage)(scrapes));
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      note(reported, JSON.parse((request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString()));
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const child = spawn(command, ['--config=env:COLLECTOR_CONFIG'], { env: { COLLECTOR_CONFIG: pointedAt(source, port) }, stdio: 'ignore' });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  const enough = (async () => {
    for (let waited = 0; scrapes < 5 && waited < 200; waited += 1) await pause(100);
    await pause(1_500);
  })();
  try {
    await Promise.race([enough, failed]);
  } finally {
    child.kill();
    server.closeAllConnections();
    server.close();
  }
  return reported;
}

/** The deployed configuration, faster, and reporting to a port here. */
function pointedAt(source: 'vllm' | 'dcgm', port: number): string {
  const configuration = JSON.parse(collectorConfiguration(source, kept).replaceAll(`\${env:FLEET}`, 'fleet'));
  const [scrape] = configuration.receivers.prometheus.config.scrape_configs;
  scrape.scrape_interval = '500ms';
  scrape.static_configs[0].targets = [`127.0.0.1:${port}`];
  configuration.processors.batch.timeout = '200ms';
  configuration.exporters = { otlp_http: { endpoint: `http://127.0.0.1:${port}`, encoding: 'json' } };
  configuration.service.pipelines.metrics.exporters = ['otlp_http'];
  return JSON.stringify(configuration);
}

/** What the receiver says of itself, such as `up`, matches no declaration of the CloudWatch exporter and becomes no metric. */
function note(reported: Reported, body: any): void {
  const metrics = body.resourceMetrics.flatMap((resource: any) => resource.scopeMetrics).flatMap((scope: any) => scope.metrics);
  for (const metric of metrics) {
    if (!/^(vllm:|DCGM_)|_within$/.test(metric.name)) continue;
    for (const { attributes, asDouble, asInt } of (metric.gauge ?? metric.sum).dataPoints) {
      const kept = attributes.filter(({ key }: any) => ['Fleet', 'Hostname', 'le'].includes(key)).map(({ key, value }: any) => [key, value.stringValue]);
      const name = `${metric.name} ${JSON.stringify(Object.fromEntries(kept.sort()))}`;
      reported.set(name, (reported.get(name) ?? new Set()).add(Number(asDouble ?? asInt)));
    }
  }
}
