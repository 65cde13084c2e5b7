import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, credentials, Metadata } from '@grpc/grpc-js';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listenerMetadata, type PolicyFile } from '../../../../runtime/gateway/forms/policy.js';
import { externalProcessor } from '../../../../runtime/gateway/policy/protocol/external-processor.js';
import type { ProcessingRequest, ProcessingResponse } from '../../../../runtime/gateway/policy/protocol/messages.js';
import type { Json } from '../../../support/documents.js';
import { headersOf, soon } from './ask.js';
import { keysFile, policyFile } from './policies.js';

/** The service in a process of its own, as an image runs it. */
let directory: string;
let program: string;
let file: PolicyFile;
const started: ChildProcess[] = [];

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'policy-process-'));
  program = join(directory, 'policy.mjs');
  buildSync({
    entryPoints: ['runtime/gateway/policy/main.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
  });
});
beforeEach(() => {
  file = policyFile(directory);
});
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(directory, { recursive: true });
});

function start(content: unknown) {
  const path = join(directory, 'policy.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  const child = spawn(process.execPath, [program, path], { env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  const lines = () =>
    stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  return { child, ended, lines, errors: () => stderr };
}

const asIs = (bytes: Buffer) => bytes;
const health = (client: Client): Promise<number> =>
  new Promise((resolve, reject) => {
    client.makeUnaryRequest<Buffer, Buffer>('/grpc.health.v1.Health/Check', asIs, asIs, Buffer.alloc(0), (error, answer) =>
      error === null ? resolve(answer?.[1] ?? 0) : reject(error),
    );
  });

/** Opens a stream as Envoy does for a request. */
function open(client: Client, listener: string) {
  const metadata = new Metadata();
  metadata.set(listenerMetadata, listener);
  const { path, requestSerialize, responseDeserialize } = externalProcessor.Process;
  const stream = client.makeBidiStreamRequest<Partial<ProcessingRequest>, ProcessingResponse>(path, requestSerialize, responseDeserialize, metadata);
  const replies: Json[] = [];
  stream.on('data', (reply) => replies.push(reply));
  const ended = new Promise<number>((done) => stream.on('status', ({ code }) => done(code)));
  return { stream, replies, ended };
}

describe('the policy service', () => {
  it.each<[what: string, content: (valid: PolicyFile) => unknown, expected: RegExp]>([
    ['no JSON', () => 'secret', /policy\.json cannot be read as JSON: it is malformed\.$/],
    ['a field that it does not know', (valid) => ({ ...valid, admin: 'secret' }), /policy\.json: : Unrecognized key: "admin"$/],
    [
      'a field that steers',
      ({ workloads, ...valid }) => ({
        ...valid,
        workloads: { w: { ...workloads['plain'], fields: { ...workloads['plain']?.fields, priority: { is: 'integer', min: 0, max: 9 } } } },
      }),
      /^Field priority of workload w cannot be passed on with the form "integer"\.$/,
    ],
  ])('does not start with %s, and says why', async (_, content, expected) => {
    const { ended, errors, lines } = start(content(file));
    expect(await ended).toBe(2);
    expect(errors().trim()).toMatch(expected);
    expect(errors()).not.toContain('secret');
    expect(lines()).toEqual([]);
  });

  it('takes the place of a socket that was left, is ready with its keys, and ends when its requests have', async () => {
    await leftSocket(file.listen);
    const { child, ended, lines } = start(file);
    await soon(() => lines().map(({ event }) => event)).toEqual(['keys not read', 'started']);
    expect(lines()[1]).toMatchObject({ level: 'info', topology: 'acme', zone: 'eu', workloads: 12, keys: 'none', listen: file.listen, egress: file.egress });

    const client = new Client(`unix:${file.listen}`, credentials.createInsecure());
    expect(await health(client)).toBe(2);
    writeFileSync(`${file.keys}.new`, JSON.stringify(keysFile()));
    renameSync(`${file.keys}.new`, file.keys);
    await soon(() => health(client)).toBe(1);

    const headers = { ':method': 'POST', ':path': '/v1/chat/completions', authorization: 'Bearer key-of-all', 'content-type': 'application/json' };
    const running = open(client, 'entry');
    running.stream.write({ requestHeaders: headersOf(headers) });
    await soon(() => running.replies).toHaveLength(1);
    const hop = open(client, 'hop.foreign.azure.next');
    hop.stream.write({ requestBody: { body: Buffer.from('{"model":"llama-70b","priority":0,"n":1}'), endOfStream: true } });
    await soon(() => hop.replies).toHaveLength(1);
    expect(String(hop.replies[0].requestBody.response.bodyMutation.body)).toBe('{"model":"deployment-7","n":1}');
    const named = open(client, 'hop.foreign.ibm');
    named.stream.write({ requestBody: { body: Buffer.from('{"model":"llama-70b","stream":true,"n":1}'), endOfStream: true } });
    await soon(() => named.replies).toHaveLength(1);
    expect(String(named.replies[0].requestBody.response.bodyMutation.body)).toBe('{"model_id":"meta/llama","n":1,"space_id":"s"}');
    named.stream.end();
    for (const listener of ['hop.foreign.other', 'hop.plain.azure', 'egress']) {
      const strange = open(client, listener);
      strange.stream.write({ requestHeaders: headersOf(headers) });
      await soon(() => strange.replies[0]?.immediateResponse?.status.code).toBe(500);
      strange.stream.end();
    }
    hop.stream.end();
    expect(await hop.ended).toBe(0);

    child.kill('SIGTERM');
    await soon(() => lines().at(-1)?.event).toBe('draining');
    running.stream.write({ requestBody: { body: Buffer.from('{"model":"plain","messages":[{"role":"user","content":"x"}]}'), endOfStream: true } });
    await soon(() => running.replies).toHaveLength(2);
    expect(child.exitCode).toBeNull();
    running.stream.end();
    expect(await running.ended).toBe(0);
    client.close();
    expect(await ended).toBe(0);
    expect(lines().at(-1)?.event).toBe('ended');
    expect(existsSync(file.listen)).toBe(false);
  });
});

/** A socket whose process was killed. */
async function leftSocket(path: string): Promise<void> {
  const child = spawn(process.execPath, ['-e', `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`]);
  await new Promise((done) => child.on('close', done));
  expect(existsSync(path)).toBe(true);
  const server = createServer();
  await expect(new Promise((_, refuse) => server.on('error', refuse).listen(path))).rejects.toMatchObject({ code: 'EADDRINUSE' });
}
