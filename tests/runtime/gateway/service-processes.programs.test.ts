import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as http2 } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main as configure } from '../../../runtime/gateway/configuration/main.js';
import { main as drain } from '../../../runtime/gateway/drain/main.js';
import { main as health } from '../../../runtime/gateway/health/main.js';
import { type Storage, storage } from '../../support/s3.js';
import { type Loopback, loopback } from './loopback.js';

let directory: string;
let said: string[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gws-'));
  said = [];
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation((line) => said.push(String(line)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(directory, { recursive: true, force: true });
});

describe('the configuration of a task', () => {
  let s3: Storage;
  let ecs: Loopback;
  beforeEach(async () => {
    s3 = await storage();
    ecs = await loopback((_, response) =>
      response.end(JSON.stringify({ AccessKeyId: 'a', SecretAccessKey: 's', Token: 't', Expiration: new Date(Date.now() + 3_600_000).toISOString() })),
    );
  });
  afterEach(() => {
    s3.stop();
    ecs.stop();
  });

  const text = JSON.stringify({ version: 1, zone: 'eu', files: { 'envoy.json': '{}', 'trust/in-house.pem': 'pem' } });
  const sha256 = (of: string) => createHash('sha256').update(of).digest('hex');
  const environment = (more: object = {}) => ({
    CONFIGURATION_BUCKET: 'assets',
    CONFIGURATION_KEY: 'one.json',
    CONFIGURATION_SHA256: sha256(text),
    CONFIGURATION_DIRECTORY: directory,
    S3_ENDPOINT: s3.address,
    S3_REGION: 'eu-north-1',
    TASK_ROLE_ENDPOINT: ecs.address,
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/1',
    ...more,
  });

  it('is written when the object is the one that was deployed', async () => {
    s3.objects.set('assets/one.json', text);
    expect(await configure(environment())).toBe(0);
    expect(readFileSync(join(directory, 'envoy.json'), 'utf8')).toBe('{}');
    expect(readFileSync(join(directory, 'trust/in-house.pem'), 'utf8')).toBe('pem');
  });

  it('is not written when another object is there', async () => {
    s3.objects.set('assets/one.json', text.replace('{}', '{"x":1}'));
    expect(await configure(environment())).toBe(2);
    expect(said.join('')).toContain(`Allowed: sha256:${sha256(text)}`);
    expect(existsSync(join(directory, 'envoy.json'))).toBe(false);
  });

  it.each(['../out.json', '/etc/passwd', 'a/b/c.json'])('is not written to %s', async (path) => {
    const out = JSON.stringify({ version: 1, zone: 'eu', files: { [path]: '' } });
    s3.objects.set('assets/one.json', out);
    expect(await configure(environment({ CONFIGURATION_SHA256: sha256(out) }))).toBe(2);
  });

  it('is not guessed from an environment that lacks something', async () => {
    expect(await configure(environment({ CONFIGURATION_SHA256: undefined }))).toBe(2);
    expect(said.join('')).toContain('CONFIGURATION_SHA256');
  });
});

describe('health of a process', () => {
  it('is a file that is there', async () => {
    const file = join(directory, 'ready');
    expect(await health(['file', file])).toBe(1);
    writeFileSync(file, '');
    expect(await health(['file', file])).toBe(0);
  });

  it('is a path that answers 200', async () => {
    const socket = join(directory, 'a.sock');
    const server = createServer(({ url }, response) => response.writeHead(url === '/health' ? 200 : 503).end()).listen(socket);
    await vi.waitFor(async () => expect(await health(['http', socket, '/health'])).toBe(0));
    expect(await health(['http', socket, '/other'])).toBe(1);
    server.close();
    expect(await health(['http', join(directory, 'no.sock'), '/health'])).toBe(1);
  });

  it.each([
    ['serves', [8, 1], 0],
    ['does not serve', [8, 2], 1],
  ])('is a gRPC service that %s', async (_, answer, code) => {
    const socket = join(directory, 'g.sock');
    const server = http2();
    server.on('stream', (stream, headers) => {
      expect(headers[':path']).toBe('/grpc.health.v1.Health/Check');
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' });
      stream.end(Buffer.from([0, 0, 0, 0, 2, ...answer]));
    });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    expect(await health(['grpc', socket])).toBe(code);
    server.close();
  });

  it('is no process that says nothing', async () => {
    const socket = join(directory, 'h.sock');
    const server = createServer(() => undefined).listen(socket);
    expect(await health(['http', socket, '/health'])).toBe(1);
    server.closeAllConnections();
    server.close();
    expect(await health(['ping', socket])).toBe(2);
  });
});

describe('draining', () => {
  /** Envoy's admin socket, with requests that run. */
  const admin = (running: number[]) => {
    const asked: string[] = [];
    const socket = join(directory, 'admin.sock');
    const server = createServer(({ method, url }, response) => {
      asked.push(`${method} ${url?.split('?')[0]}`);
      response.end(url?.startsWith('/stats') === true ? `http.entry.downstream_rq_active: ${running.length > 1 ? running.shift() : running[0]}\n` : 'OK\n');
    }).listen(socket);
    return { asked, socket, stop: () => server.close() };
  };

  it('fails readiness, lets what runs end and then ends itself', async () => {
    const { asked, socket, stop } = admin([2, 1, 1, 0]);
    expect(await drain([socket, '30'], Promise.resolve())).toBe(0);
    expect(asked.slice(0, 2)).toEqual(['POST /healthcheck/fail', 'POST /drain_listeners']);
    expect(asked.filter((one) => one === 'GET /stats').length).toBeGreaterThanOrEqual(4);
    stop();
  });

  it('waits no longer than it is told', async () => {
    const { socket, stop } = admin([1]);
    const began = Date.now();
    expect(await drain([socket, '1'], Promise.resolve())).toBe(0);
    expect(Date.now() - began).toBeLessThan(4_000);
    stop();
  });

  it('does nothing before it is asked to end', async () => {
    const { asked, socket, stop } = admin([0]);
    const ended = drain([socket, '30'], new Promise(() => undefined));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(asked).toEqual([]);
    void ended;
    stop();
  });

  it('ends when Envoy is gone', async () => {
    expect(await drain([join(directory, 'none.sock'), '30'], Promise.resolve())).toBe(3);
  });
});
