import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as tcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attemptFilter, attemptLog, attemptMetadata, attemptScript } from '../../gateway/envoy/attempt.js';
import { assignment, httpOptions, limits } from '../../gateway/envoy/clusters.js';
import { httpManager } from '../../gateway/envoy/http-manager.js';
import { type Json, socket } from '../../gateway/envoy/json.js';
import { envoyProgram } from '../runtime/gateway/policy/envoy.js';

const envoy = envoyProgram();
if ('reason' in envoy) console.warn(`The script of attempts is not run: ${envoy.reason}`);

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const said = (content: string) => event({ choices: [{ index: 0, delta: { content } }] });
const usage = event({ choices: [], usage: { prompt_tokens: 11, completion_tokens: 3 } });
const end = 'data: [DONE]\n\n';

describe.skipIf('reason' in envoy)('the script of attempts, in Envoy', () => {
  const directory = mkdtempSync(join(tmpdir(), 'attempt-'));
  const printed: string[] = [];
  let host: Server;
  let child: ChildProcess;
  let port = 0;
  let answer: (request: IncomingMessage, response: ServerResponse) => void | Promise<void> = () => undefined;

  beforeAll(async () => {
    host = createServer((incoming, response) => void incoming.resume().on('end', () => void answer(incoming, response)));
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    port = await freePort();
    writeFileSync(join(directory, 'attempt.lua'), attemptScript);
    writeFileSync(join(directory, 'envoy.json'), JSON.stringify(bootstrap(directory, port, (host.address() as AddressInfo).port)));
    const program = 'program' in envoy ? envoy.program : '';
    child = spawn(program, ['-c', join(directory, 'envoy.json'), '--concurrency', '1', '--disable-hot-restart', '--file-flush-interval-msec', '50']);
    for (const pipe of [child.stdout, child.stderr]) pipe?.on('data', (text) => printed.push(String(text)));
    for (let tries = 0; tries < 400 && !printed.join('').includes('starting main dispatch loop'); tries++) await pause(25);
  });
  afterAll(() => {
    child.kill('SIGKILL');
    host.close();
    rmSync(directory, { recursive: true });
  });

  /** Streams these pieces, each in a write of its own, and says what the caller of the hop gets. */
  const streamed = async (pieces: readonly string[], headers: Readonly<Record<string, string>>, path?: string) => {
    answer = async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const piece of pieces) {
        response.write(piece);
        await pause(20);
      }
      response.end();
    };
    return ask(port, headers, path);
  };
  const drop = { 'x-gateway-usage': 'drop' };

  it('passes the chunk with the usage where it was asked for', async () => {
    const pieces = [said('Hello'), said(' world'), usage, end];
    expect((await streamed(pieces, { 'x-gateway-usage': 'keep' })).text).toBe(pieces.join(''));
    expect((await streamed(pieces, {})).text).toBe(pieces.join(''));
  });

  it.each([
    ['in a piece of its own', [said('Hello'), said(' world'), usage, end]],
    ['with what comes before and after', [said('Hello'), said(' world') + usage + end]],
    ['in two pieces', [said('Hello'), said(' world'), usage.slice(0, 20), usage.slice(20), end]],
    ['from its first letter on', [said('Hello'), `${said(' world')}da`, `${usage.slice(2)}${end}`]],
    ['with the whole stream in one piece', [said('Hello') + said(' world') + usage + end]],
  ])('takes it off %s where it was not', async (_, pieces) => {
    const { text, headers } = await streamed(pieces, drop);
    expect(text).toBe(said('Hello') + said(' world') + end);
    expect(headers['content-length']).toBeUndefined();
  });

  it('takes it off a stream whose length its host said', async () => {
    answer = (_, response) => {
      const body = said('Hello') + usage + end;
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-length': body.length }).end(body);
    };
    expect(await ask(port, drop)).toMatchObject({ text: said('Hello') + end });
  });

  it('takes off nothing that an answer only talks about, and holds no end back', async () => {
    const quoted = said('"choices":[],"usage":{"prompt_tokens":1}');
    const pieces = [said('It is '), quoted, said('!'), 'data: [DONE]'];
    expect((await streamed(pieces, drop)).text).toBe(pieces.join(''));
  });

  const reason = event({ choices: [{ index: 0, delta: { content: '' }, finish_reason: 'stop' }], usage: { prompt_tokens: 11, completion_tokens: 3 } });
  it.each([
    ['a reason', '/reasoned', [said('Hello'), reason], 'complete'],
    ['none', '/reasoned', [said('Hello'), event({ choices: [{ index: 0, delta: {}, finish_reason: null }] })], 'cut'],
    ['a reason, of a host that marks ends', '/v1/chat/completions', [said('Hello'), reason], 'cut'],
  ])('takes a stream that ends with %s for complete or cut, as its host ends streams', async (_, path, pieces, ended) => {
    const before = printed.length;
    expect((await streamed(pieces, {}, path)).text).toBe(pieces.join(''));
    await expect.poll(() => printed.slice(before).join('')).toContain(`"ended":"${ended}"`);
  });

  it('counts what it takes off', async () => {
    const before = printed.length;
    await streamed([said('Hello'), usage, end], { ...drop, 'x-gateway-team': 'blue' });
    await expect.poll(() => printed.slice(before).join('')).toContain('"tokensIn":11,"tokensOut":3');
    for (const part of ['"team":"blue"', '"ended":"complete"', '"counted":true']) expect(printed.slice(before).join('')).toContain(part);
  });
});

function bootstrap(directory: string, port: number, upstream: number): Json {
  const filter = JSON.parse(JSON.stringify(attemptFilter()).replaceAll('/etc/gateway', directory)) as Json;
  const to = (match: Json, server: Json) => ({ match, ...attemptMetadata({ price: 'by capacity', server } as never), route: { cluster: 'host' } });
  const routes = [to({ path: '/reasoned' }, { protocol: 'openai', streamPath: '/s' }), to({ prefix: '/' }, { protocol: 'openai' })];
  const manager = httpManager({
    name: 'hop',
    filters: [filter],
    virtualHosts: [{ name: 'hop', domains: ['*'], routes }],
    accessLog: attemptLog({ kind: 'attempt' }),
  });
  return {
    static_resources: {
      listeners: [{ name: 'hop', address: socket('127.0.0.1', port), filter_chains: [{ filters: [manager] }] }],
      clusters: [{ name: 'host', type: 'STATIC', load_assignment: assignment('host', [socket('127.0.0.1', upstream)]), ...limits(), ...httpOptions() }],
    },
  };
}

async function ask(
  port: number,
  headers: Readonly<Record<string, string>>,
  path = '/v1/chat/completions',
): Promise<{ text: string; headers: IncomingMessage['headers'] }> {
  return new Promise((resolve, reject) => {
    const call = request({ port, host: '127.0.0.1', method: 'POST', path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece) => (text += piece));
      response.on('end', () => resolve({ text, headers: response.headers })).on('error', reject);
    });
    call.on('error', reject).end('{}');
  });
}

async function freePort(): Promise<number> {
  const server = tcp();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
