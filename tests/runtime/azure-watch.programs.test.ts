import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from './emulator.js';

let root: string;
const calls = () => (existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8').trim().split('\n') : []);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'azure-watch-'));
  mkdirSync(join(root, 'bin'));
  mkdirSync(join(root, 'run'));
  mkdirSync(join(root, 'proc'));
  writeFileSync(join(root, 'proc/uptime'), '600.11 4711.00\n');
  writeFileSync(join(root, 'run/llama-weights-verified'), '');
  stub('systemctl', `echo "systemctl $*" >>'${root}/calls'`);
});
afterEach(() => rmSync(root, { recursive: true }));

function stub(name: string, body: string): void {
  writeFileSync(join(root, 'bin', name), `#!/usr/bin/env bash\n${body}\n`);
  chmodSync(join(root, 'bin', name), 0o755);
}

function script(name: string, environment: Record<string, string>) {
  return run('/bin/bash', [`runtime/node/azure/${name}`], { PATH: `${join(root, 'bin')}:/usr/bin:/bin`, NODE_ROOT: root, ...environment });
}

describe('a broken GPU of a node on Azure', () => {
  const look = (kernel: string, errors = '0') => {
    stub('nvidia-smi', `echo ${errors}`);
    stub('journalctl', `echo '${kernel}'`);
    return script('gpu-health.sh', { FATAL_XIDS: '48|79' });
  };

  it('stops the server once and keeps it off', async () => {
    expect((await look('NVRM: Xid (PCI:0000:53:00): 79, pid=4711')).output).toContain('out of service');
    expect(existsSync(join(root, 'run/llama-weights-verified'))).toBe(false);
    await look('NVRM: Xid (PCI:0000:53:00): 79, pid=4711');
    expect(calls()).toEqual(['systemctl stop --no-block vllm.service']);
  });

  it('is found again after the next boot, which proves the weights and starts the server', async () => {
    const fault = 'NVRM: Xid (PCI:0000:53:00): 79, pid=4711';
    await look(fault);
    rmSync(join(root, 'run'), { recursive: true });
    mkdirSync(join(root, 'run'));
    writeFileSync(join(root, 'run/llama-weights-verified'), '');
    expect((await look(fault)).output).toContain('out of service');
    expect(existsSync(join(root, 'run/llama-weights-verified'))).toBe(false);
    expect(calls()).toHaveLength(2);
  });

  it('is not one whose driver is not there yet', async () => {
    stub('nvidia-smi', 'exit 9');
    const early = () => script('gpu-health.sh', { FATAL_XIDS: '48|79' });
    writeFileSync(join(root, 'proc/uptime'), '599.99 4711.00\n');
    expect(await early()).toMatchObject({ status: 0, output: '' });
    expect(existsSync(join(root, 'run/llama-weights-verified'))).toBe(true);
    writeFileSync(join(root, 'proc/uptime'), '600.00 4711.00\n');
    expect((await early()).output).toContain('the driver does not answer');
  });

  it.each([
    ['a healthy one', 'all is well', '0'],
    ['an application’s own fault', 'NVRM: Xid (PCI:0000:53:00): 31, pid=4711', '0'],
  ])('is not %s', async (_, kernel, errors) => {
    expect(await look(kernel, errors)).toMatchObject({ status: 0, output: '' });
    expect(calls()).toEqual([]);
    expect(existsSync(join(root, 'run/llama-weights-verified'))).toBe(true);
  });
});

describe('the end of a node on Azure', () => {
  let server: Server;
  let approved: string[];
  afterEach(() => void server.close());

  /** A node that is told of these events. */
  async function told(...events: { EventId: string; EventType: string; Resources: string[] }[]) {
    approved = [];
    server = createServer((request, response) => {
      void request.toArray().then((body) => {
        if (request.headers['metadata'] !== 'true') return response.writeHead(400).end();
        if (request.url?.startsWith('/metadata/instance/')) return response.end('fleet_2');
        if (request.method === 'POST') {
          // What was stopped before is in `calls` by now.
          approved.push(`${Buffer.concat(body).toString()} after ${calls().join()}`);
          return response.end();
        }
        return response.end(JSON.stringify({ DocumentIncarnation: 1, Events: events }));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return script('drain.sh', { METADATA: `http://127.0.0.1:${address.port}` });
  }

  it('lets the server finish before it approves', async () => {
    expect(await told({ EventId: 'A1', EventType: 'Terminate', Resources: ['fleet_1', 'fleet_2'] })).toMatchObject({ status: 0 });
    expect(approved).toEqual(['{"StartRequests":[{"EventId":"A1"}]} after systemctl stop vllm.service']);
  });

  it.each([
    ['another node', { EventId: 'A1', EventType: 'Terminate', Resources: ['fleet_1'] }],
    ['a restart', { EventId: 'A1', EventType: 'Reboot', Resources: ['fleet_2'] }],
  ])('is not that of %s', async (_, event) => {
    expect(await told(event)).toMatchObject({ status: 0, output: '' });
    expect([approved, calls()]).toEqual([[], []]);
  });
});
