import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { externalProcessorSchema } from '../../../../runtime/gateway/policy/protocol/external-processor.js';
import { PolicyServer } from '../../../../runtime/gateway/policy/server.js';
import { type Service, serviceOf } from '../../../../runtime/gateway/policy/service.js';
import type { Json } from '../../../support/documents.js';
import { logged, soon } from './ask.js';
import { descriptorsIn } from './descriptors.js';
import { envoyProgram, startEnvoy } from './envoy.js';
import { complete, json, Mock, type Received } from './hosts.js';
import { keysFile, policyFile } from './policies.js';

const envoy = envoyProgram();
if ('reason' in envoy) console.warn(`Envoy is not run: ${envoy.reason}`);

const marker = 'Xyzzy-prompt-marker';

describe.skipIf('reason' in envoy)('behind Envoy', () => {
  const program = 'program' in envoy ? envoy.program : '';
  const directory = mkdtempSync(join(tmpdir(), 'policy-envoy-'));
  const file = policyFile(directory);
  const host = new Mock();
  const beside = new Mock();
  const printed: string[] = [];
  let service: Service;
  let server: PolicyServer;
  let child: ChildProcess;
  let port: number;

  beforeAll(async () => {
    writeFileSync(file.keys, JSON.stringify(keysFile()));
    service = serviceOf(file);
    logged(() => service.keys.watch());
    server = new PolicyServer(service);
    await server.listen(file.listen);
    port = await freePort();
    child = await startEnvoy(program, file, directory, { entry: port, host: await host.start(), beside: await beside.start() }, printed);
  });
  afterAll(async () => {
    child.kill('SIGKILL');
    host.stop();
    beside.stop();
    service.keys.unwatch();
    service.egress.close();
    stopped(server);
    rmSync(directory, { recursive: true });
  });
  beforeEach(() => {
    host.received.splice(0);
    beside.received.splice(0);
    host.answer = (received, response) => complete(received, response, ['Hello, ', 'world']);
    beside.answer = (_, response) => json(response, { choices: [{ message: { content: 'safe' } }] });
  });

  const post = (body: object, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer key-of-all', ...headers },
      body: JSON.stringify({ messages: [{ role: 'user', content: marker }], ...body }),
    });
  const events = async (answer: Response): Promise<Json[]> =>
    (await answer.text())
      .split('\n\n')
      .filter((event) => event.startsWith('data: {'))
      .map((event) => JSON.parse(event.slice(6)));
  const saidIn = (chunks: readonly Json[]) => chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');

  it('reads and writes the messages of the Envoy that is run', () => {
    const own = externalProcessorSchema.nestedArray.flatMap((type) => ('fields' in type ? fieldsOf(type as unknown as Json) : []));
    const envoys = descriptorsIn(readFileSync(program));
    expect(own.length).toBeGreaterThan(50);
    expect(own.filter((field) => !envoys.has(field))).toEqual([]);
  });

  it('a request is sent on as it was decided, and nothing else of the caller', async () => {
    const answer = await post({ model: 'plain' }, { 'x-gateway-workload': 'secret', 'x-envoy-original-path': '/x', cookie: 'a=b' });
    expect([answer.status, await answer.json()]).toMatchObject([200, { choices: [{ message: { content: 'Hello, world' } }] }]);
    expect(JSON.parse(answer.headers.get('decided') ?? '')).toEqual({ workload: 'plain', team: 'red', mode: 'unary', usage: 'keep' });
    const [{ body, headers }] = host.received as [Received];
    expect(body).toEqual({ model: 'llama-70b', messages: [{ role: 'user', content: marker }], max_tokens: 200, priority: 0 });
    expect(
      Object.keys(headers)
        .filter((name) => !/^(host|connection|x-envoy-expected-rq-timeout-ms)$/.test(name))
        .sort(),
    ).toEqual(['accept', 'content-length', 'content-type', 'x-forwarded-proto', 'x-request-id']);
  });

  it('a stream passes, and a large body', async () => {
    const chunks = await events(await post({ model: 'plain', stream: true, messages: [{ role: 'user', content: 'word '.repeat(10_000) }] }));
    expect(saidIn(chunks)).toBe('Hello, world');
    expect(host.received[0]?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
    const large = await post({
      model: 'pictures',
      messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(360_000)}` } }] }],
    });
    expect(large.status).toBe(200);
  });

  it('a hop changes the body for its host', async () => {
    expect((await post({ model: 'foreign' })).status).toBe(200);
    expect(host.received[0]?.body).toEqual({ model: 'deployment-7', messages: [{ role: 'user', content: marker }], max_tokens: 200 });
  });

  it.each<[what: string, body: object, headers: Readonly<Record<string, string>>, status: number]>([
    ['a key of nobody', { model: 'plain' }, { authorization: 'Bearer x' }, 401],
    ['a model of another team', { model: 'secret' }, {}, 404],
    ['a steering field', { model: 'plain', fallbacks: ['secret'] }, {}, 400],
    ['a body that is too large', { model: 'plain', user: 'x'.repeat(400_000) }, {}, 413],
  ])('%s gets an error of the OpenAI API and reaches no host', async (_, body, headers, status) => {
    const answer = await post(body, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
    expect(host.received).toEqual([]);
  });

  it('tokens of a key are counted from answers, which pass as they come', async () => {
    const few = { authorization: 'Bearer key-of-few' };
    const whole = await post({ model: 'plain', max_tokens: 50 }, few);
    expect(await whole.json()).toMatchObject({ choices: [{ message: { content: 'Hello, world' } }], usage: { completion_tokens: 2 } });
    expect(JSON.parse(whole.headers.get('decided') ?? '')).toMatchObject({ team: 'green', usage: 'keep' });
    const chunks = await events(await post({ model: 'plain', stream: true, max_tokens: 50 }, few));
    expect([saidIn(chunks), chunks.filter(({ usage }) => usage !== undefined)]).toEqual(['Hello, world', []]);
    // Two answers of five tokens and two: 120 less 14, as the host counted them, and what came back meanwhile.
    const refused = await post({ model: 'plain', max_tokens: 119 }, few);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('x-ratelimit-remaining-tokens'))).toBeGreaterThanOrEqual(106);
    expect(refused.headers.get('x-ratelimit-limit-tokens')).toBe('120');
  });

  it('a stream that stops being safe is cut, and the host stops', async () => {
    host.answer = (received, response) =>
      complete(
        received,
        response,
        Array.from({ length: 2_000 }, (_, index) => (index === 20 ? 'the bomb' : 'some words ')),
      );
    beside.answer = ({ body }, response) =>
      json(response, { choices: [{ message: { content: JSON.stringify(body).includes('bomb') ? 'unsafe\nS9' : 'safe' } }] });
    const chunks = await events(await post({ model: 'windows', stream: true }));
    expect(saidIn(chunks)).toMatch(/^(some words )+$/);
    expect(chunks.at(-1)?.choices).toEqual([{ index: 0, delta: {}, logprobs: null, finish_reason: 'content_filter' }]);
    await soon(() => host.received[0]?.left).toBe(true);
  });

  it('an answer that is judged whole is replaced', async () => {
    beside.answer = ({ body }, response) => json(response, { choices: [{ message: { content: body.messages.length > 1 ? 'unsafe\nS1' : 'safe' } }] });
    expect(await (await post({ model: 'buffered' })).json()).toMatchObject({ choices: [{ message: { content: '' }, finish_reason: 'content_filter' }] });
  });

  it.each([
    ['is down', (_: Received, response: Parameters<Mock['answer']>[1]) => void response.destroy()],
    ['hangs', () => {}],
  ])('a guard that %s lets nothing pass', async (_, answer) => {
    beside.answer = answer;
    const refused = await post({ model: 'before' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.json()).toMatchObject({ error: { code: 'guard_unavailable' } });
    expect(host.received).toEqual([]);
  });

  it.each([false, true])('documents are searched and cited (stream: %s), also where the answer has trailers', async (stream) => {
    beside.answer = (_, response) => json(response, { results: [{ chunk: { content: 'So it is.', documentMetadata: { title: 'T', uri: 'gs://t' } } }] });
    host.answer = (received, response) => {
      response.setHeader('trailer', 'x-tail');
      response.addTrailers({ 'x-tail': '1' });
      complete(received, response, ['Yes [1]']);
    };
    const answer = await post({ model: 'grounded', stream });
    const bodies = stream ? await events(answer) : [(await answer.json()) as Json];
    expect(bodies[0].citations).toEqual([{ number: 1, title: 'T', uri: 'gs://t' }]);
    if (stream) expect(saidIn(bodies)).toBe('Yes [1]');
    expect(beside.received[0]).toMatchObject({ path: '/v1/projects/p/servingConfigs/default_search:search', headers: { host: 'search.test' } });
  });

  it('a caller who leaves ends the call to the host and to the guard', async () => {
    beside.answer = () => {};
    const gone = new AbortController();
    const url = {
      host: '127.0.0.1',
      port,
      path: '/v1/chat/completions',
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer key-of-all' },
    };
    const request = httpRequest({ ...url, signal: gone.signal });
    request.on('error', () => {});
    request.end(JSON.stringify({ model: 'before', messages: [{ role: 'user', content: 'x' }] }));
    await soon(() => beside.received).toHaveLength(1);
    gone.abort();
    await soon(() => beside.received[0]?.left).toBe(true);
    expect(host.received).toEqual([]);
  });

  it('without the service nothing passes, and with it again all does', async () => {
    stopped(server);
    const without = await post({ model: 'plain' });
    expect([without.status, await without.json()]).toEqual([503, { error: { code: 'gateway' } }]);
    expect(host.received).toEqual([]);
    server = new PolicyServer(service);
    await server.listen(file.listen);
    await vi.waitFor(async () => expect((await post({ model: 'plain' })).status).toBe(200), { timeout: 5_000, interval: 50 });
  });

  it('Envoy prints nothing of a prompt or a key, and no warning of external processing', () => {
    const text = printed.join('');
    expect(text).toContain('starting main dispatch loop');
    expect(text).not.toContain(marker);
    expect(text.split('\n').filter((line) => /\]\[(warning|error)\]\[ext_proc\]/.test(line) && !line.includes('policy.sock'))).toEqual([]);
  });
});

function stopped(server: PolicyServer): void {
  (server as unknown as { readonly server: Server }).server.forceShutdown();
}

/** Fields of a message as `Message.field = number`. */
function fieldsOf({ name, fields }: Json): string[] {
  return Object.values<Json>(fields).map((field) => `${name}.${field.name.replaceAll(/[A-Z]/g, (letter: string) => `_${letter.toLowerCase()}`)} = ${field.id}`);
}

async function freePort(): Promise<number> {
  const socket = createServer();
  await new Promise<void>((done) => socket.listen(0, '127.0.0.1', done));
  const address = socket.address();
  await new Promise((done) => socket.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
