import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { nodeCollectorConfiguration } from '../../runtime/metrics/google-collector.js';
import { wholeScript } from '../../runtime/script.js';
import { run } from './emulator.js';

const told = { project: 'acme', fleet: 'eu_gce', fatalXids: [48, 79] };

describe('the collector of a node on Google', () => {
  it('reads server and exporter, and without an exporter the server alone', () => {
    const jobs = (gpus: boolean) =>
      parse(nodeCollectorConfiguration({ ...told, gpus })).receivers.prometheus.config.scrape_configs.map(({ job_name: name }: { job_name: string }) => name);
    expect(jobs(true)).toEqual(['vllm', 'dcgm']);
    expect(jobs(false)).toEqual(['vllm']);
  });

  it('writes below the name of its fleet, and keeps fatal XIDs alone', () => {
    const text = nodeCollectorConfiguration({ ...told, gpus: true });
    expect(parse(text).exporters).toEqual({
      googlecloud: {
        project: 'acme',
        metric: {
          prefix: 'custom.googleapis.com/eu_gce',
          skip_create_descriptor: true,
          instrumentation_library_labels: false,
          service_resource_labels: false,
        },
      },
    });
    expect(text).toContain('DCGM_EXP_XID_ERRORS_COUNT;(48|79)?|');
  });
});

describe('the name of a node', () => {
  const metadata = createServer(({ url = '', headers }, response) => {
    const answer = { '/computeMetadata/v1/instance/id': '4711', '/computeMetadata/v1/instance/zone': 'projects/1/zones/europe-west4-b' }[url];
    response.writeHead(headers['metadata-flavor'] === 'Google' && answer !== undefined ? 200 : 403).end(answer);
  });
  beforeAll(() => new Promise<void>((resolve) => void metadata.listen(0, '127.0.0.1', resolve)));
  afterAll(() => void metadata.close());

  const name = async (path = '') => {
    const root = mkdtempSync(join(tmpdir(), 'blueprint-name-node-'));
    mkdirSync(join(root, 'run/blueprint'), { recursive: true });
    writeFileSync(join(root, 'script'), wholeScript('node/google/name-node.sh'));
    const address = `http://127.0.0.1:${(metadata.address() as AddressInfo).port}${path}`;
    const { status } = await run('/bin/bash', [join(root, 'script')], { PATH: '/usr/bin:/bin', NODE_ROOT: root, METADATA: address });
    return { status, file: join(root, 'run/blueprint/node.env') };
  };

  it('is its number and zone, as the metadata server says', async () => {
    const { status, file } = await name();
    expect([status, readFileSync(file, 'utf8')]).toEqual([0, 'NODE_ID=4711\nNODE_ZONE=europe-west4-b\n']);
  });

  it('is not guessed where the metadata server does not answer', async () => {
    expect((await name('/elsewhere')).status).not.toBe(0);
  });
});
