import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { timeouts } from '../../../constructs/timeouts.js';
import { bundleGatewayProcess } from '../../../runtime/bundle.js';
import { awsLoopback } from './aws.js';
import { logged } from './logged.js';
import { ask, json, type Loopback, loopback } from './loopback.js';
import { converse, counted, delta, fileAt, path, type Running, started, stopped, streaming, translator } from './translator.js';

const hello = { model: 'variable', messages: [{ role: 'user', content: 'a secret question' }] };
const streamed = { ...hello, stream: true };

/** Resolves when the other end of a response was closed before it was whole. */
const closed = (response: ServerResponse) => new Promise<boolean>((resolve) => response.on('close', () => resolve(!response.writableFinished)));

describe('a call', () => {
  const log = logged();
  let running: Running;
  afterEach(() => running.stop());

  it.each(['unary', 'stream, before its first event', 'stream, after it'])('whose caller leaves is ended at Bedrock: %s', async (which) => {
    let leave: () => void = () => undefined;
    const left = new Promise<void>((resolve) => (leave = resolve));
    let ended: Promise<boolean> = Promise.resolve(false);
    running = await translator((_, response) => {
      ended = closed(response);
      if (which.endsWith('after it')) streaming(response).write(Buffer.concat([started, delta('x')]));
      setTimeout(leave, 30);
    });
    await ask(running.socket, path, which === 'unary' ? hello : streamed, left).catch(() => undefined);
    expect(await ended).toBe(true);
  });

  it('that is silent before its first event is refused with a status that Envoy spills after', async () => {
    running = await translator(
      () => undefined,
      () => ({ seconds: { connect: 1, silent: 1, answer: 10 } }),
    );
    const { status, text } = await ask(running.socket, path, streamed);
    expect([status, JSON.parse(text).error.code]).toEqual([503, 'host_silent']);
  });

  it('that falls silent in the middle ends, at Bedrock too', async () => {
    let ended: Promise<boolean> = Promise.resolve(false);
    running = await translator(
      (_, response) => {
        ended = closed(response);
        streaming(response).write(Buffer.concat([started, delta('x')]));
      },
      () => ({ seconds: { connect: 1, silent: 1, answer: 10 } }),
    );
    const { text } = await ask(running.socket, path, streamed);
    expect(text).toContain('"code":"host_silent"');
    expect(text).not.toContain('DONE');
    expect(await ended).toBe(true);
  });

  it('that is silent is probed as calls of Envoy are: the SDK says so after three seconds', async () => {
    const probed = vi.spyOn(Socket.prototype, 'setKeepAlive');
    running = await translator(
      () => probed.mockClear(),
      () => ({ seconds: { connect: 1, silent: 1, answer: 4 } }),
    );
    await ask(running.socket, path, hello);
    expect(probed.mock.calls).toContainEqual([true, timeouts.gateway.probe.after * 1_000]);
    probed.mockRestore();
  });

  it('whose whole answer takes too long is given up', async () => {
    running = await translator(
      () => undefined,
      () => ({ seconds: { connect: 1, silent: 1, answer: 2 } }),
    );
    const { status, text } = await ask(running.socket, path, hello);
    expect([status, JSON.parse(text).error.code]).toEqual([504, 'timeout']);
  });

  it.each<[string, number, (address: string) => object]>([
    ['Bedrock cannot be reached', 503, (address) => ({ endpoint: 'http://127.0.0.1:1', stsEndpoint: address })],
    ['STS cannot be reached', 503, (address) => ({ endpoint: address, stsEndpoint: 'http://127.0.0.1:1' })],
  ])('has status 503 where %s', async (_, status, edit) => {
    running = await translator(
      (__, response) => converse(response),
      (address) => {
        const [[name, deployment]] = Object.entries(fileAt(address).deployments) as [[string, object]];
        return { deployments: { [name]: { ...deployment, ...edit(address) } } as never };
      },
    );
    expect((await ask(running.socket, path, hello)).status).toBe(status);
  });

  it('of another path, method or size is refused, and no text of it is logged', async () => {
    running = await translator((_, response) =>
      json(response, 400, { message: 'You asked: a secret question' }, { 'x-amzn-errortype': 'ValidationException' }),
    );
    const { socket } = running;
    expect((await ask(socket, '/other.us-bedrock/v1/chat/completions', hello)).status).toBe(404);
    expect((await ask(socket, `${path}?model=other`, hello)).status).toBe(404);
    expect((await ask(socket, '/v1/chat/completions', hello)).status).toBe(404);
    expect((await ask(socket, path)).status).toBe(405);
    expect((await ask(socket, path, '{"model": a secret question')).status).toBe(400);
    expect((await ask(socket, path, JSON.stringify({ ...hello, pad: 'x'.repeat(33 * 1024 * 1024) }))).status).toBe(413);
    expect((await ask(socket, '/health')).text).toBe('ok\n');
    expect(running.aws.asked).toEqual([]);
    expect((await ask(socket, path, hello)).status).toBe(400);
    expect(log()).toContain('ValidationException');
    expect(log()).not.toMatch(/secret question/);
  });
});

describe('the process', () => {
  const directory = mkdtempSync(join(tmpdir(), 'translator-process-'));
  const sockets = [join(directory, 'translator-0.sock'), join(directory, 'translator-1.sock')];
  const held: ServerResponse[] = [];
  let aws: Loopback;
  let elsewhere: Loopback;
  let child: ChildProcess;
  let output = '';

  beforeAll(async () => {
    aws = await awsLoopback((asked, response) => {
      if (!asked.path.endsWith('/converse-stream')) return converse(response);
      streaming(response).write(started);
      held.push(response);
    });
    elsewhere = await loopback((_, response) => json(response, 200, {}));
    const file = join(directory, 'translator.json');
    writeFileSync(file, JSON.stringify(fileAt(aws.address, { listen: sockets })));
    // Every way in which an environment or a file could say where to go, or as whom.
    const config = join(directory, 'config');
    writeFileSync(
      config,
      `[default]\nregion = eu-west-1\nendpoint_url = ${elsewhere.address}\naws_access_key_id = WRONG\naws_secret_access_key = WRONG\nretry_mode = adaptive\nmax_attempts = 9\n`,
    );
    const entry = join(bundleGatewayProcess('translator'), 'index.mjs');
    child = spawn(process.execPath, [entry, file], {
      env: {
        AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/a',
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${elsewhere.address}/credentials`,
        AWS_ENDPOINT_URL: elsewhere.address,
        AWS_ENDPOINT_URL_STS: elsewhere.address,
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME: elsewhere.address,
        AWS_BEARER_TOKEN_BEDROCK: 'wrong',
        AWS_ACCESS_KEY_ID: 'WRONG',
        AWS_SECRET_ACCESS_KEY: 'WRONG',
        AWS_SESSION_TOKEN: 'WRONG',
        AWS_REGION: 'eu-west-1',
        AWS_DEFAULT_REGION: 'eu-west-1',
        AWS_PROFILE: 'default',
        AWS_CONFIG_FILE: config,
        AWS_SHARED_CREDENTIALS_FILE: config,
        AWS_ROLE_ARN: 'arn:aws:iam::999999999999:role/other',
        AWS_WEB_IDENTITY_TOKEN_FILE: config,
        AWS_USE_FIPS_ENDPOINT: 'true',
        AWS_USE_DUALSTACK_ENDPOINT: 'true',
        AWS_MAX_ATTEMPTS: '9',
        AWS_AUTH_SCHEME_PREFERENCE: 'httpBearerAuth',
        NODE_USE_ENV_PROXY: '1',
        HTTP_PROXY: elsewhere.address,
        HTTPS_PROXY: elsewhere.address,
        ALL_PROXY: elsewhere.address,
        HOME: directory,
      },
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => (output += piece));
    await vi.waitFor(() => expect(output.match(/"ready"/g)?.length).toBe(2), { timeout: 20_000 });
  });
  afterAll(async () => {
    child.kill('SIGKILL');
    aws.stop();
    elsewhere.stop();
    rmSync(directory, { recursive: true });
  });

  it('goes where its file says, as whom its file says, whatever the environment and shared files say', async () => {
    expect((await ask(sockets[0] ?? '', path, hello)).status).toBe(200);
    expect((await ask(sockets[1] ?? '', path, hello)).status).toBe(200);
    expect(elsewhere.asked).toEqual([]);
    const calls = aws.asked.filter((asked) => asked.path.startsWith('/model/'));
    expect(calls.map(({ headers }) => headers.authorization)).toEqual(Array(2).fill(expect.stringContaining('Credential=AK-llama-platform-acme-variable/')));
    expect(calls.every(({ headers }) => headers.authorization?.includes('/us-east-2/bedrock/'))).toBe(true);
  });

  it('is reached through its sockets alone, which no other user opens', () => {
    expect(sockets.map((socket) => (statSync(socket).mode & 0o777).toString(8))).toEqual(['660', '660']);
  });

  it('starts a worker again that was killed', async () => {
    const [first = ''] = sockets;
    const pids = await workersOf(child.pid ?? 0);
    process.kill(pids[0] ?? 0, 'SIGKILL');
    await expect.poll(() => output.match(/"ready"/g)?.length, { timeout: 10_000 }).toBe(3);
    expect((await ask(first, '/health')).text).toBe('ok\n');
  });

  it('lets what runs come to its end on SIGTERM, takes nothing new, and ends', async () => {
    const [first = ''] = sockets;
    const stream = ask(first, path, streamed);
    await expect.poll(() => held.length).toBe(1);
    child.kill('SIGTERM');
    await expect.poll(() => existsSync(first)).toBe(false);
    await expect(ask(first, path, hello)).rejects.toThrow();
    held[0]?.end(Buffer.concat([delta('late'), stopped('end_turn'), counted]));
    expect((await stream).text).toMatch(/late.*\[DONE\]/s);
    const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
    expect(code).toBe(0);
    expect(output).not.toMatch(/secret question/);
  });

  it('refuses a file that it does not understand, by field and without its values', async () => {
    const file = join(directory, 'wrong.json');
    writeFileSync(file, JSON.stringify({ ...fileAt('http://bedrock.example:80'), surprise: 'secret value' }));
    const entry = join(bundleGatewayProcess('translator'), 'index.mjs');
    const wrong = spawn(process.execPath, [entry, file], { env: { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/a' } });
    let told = '';
    wrong.stderr.on('data', (piece) => (told += piece));
    const [code] = await once(wrong, 'exit');
    expect(code).toBe(2);
    expect(told).toMatch(/deployments\.variable\.us-bedrock\.endpoint: must begin with https/);
    expect(told).toMatch(/surprise/);
    expect(told).not.toMatch(/secret value/);
  });
});

/** Process ids of the workers that a process started. */
async function workersOf(parent: number): Promise<number[]> {
  const { readFile } = await import('node:fs/promises');
  return (await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8')).trim().split(' ').map(Number);
}
