import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleHandler } from '../../runtime/bundle.js';
import type { Json } from '../support/documents.js';
import { type Emulator, emulatorOfRun, emulatorPrograms } from './emulator.js';
import { invoke, type Reply, type Request, serve } from './lambda.js';

const python = emulatorPrograms();
const bin = 'bin' in python ? python.bin : '';
if ('reason' in python) process.stderr.write(`tests/runtime/bedrock-account.programs.test.ts: skipped, ${python.reason}\n`);

/** Logging and parameters go to the emulator; retention, which it does not know, is answered in the shape of the API. */
let emulator: Emulator;
let cloud: Awaited<ReturnType<typeof serve>>;
/** An account of its own for each case, so that it finds nothing that another left. */
let account = 100_000_000_000;
let calls: string[];
let answers: Record<string, unknown>[];
let retention: Record<string, string>;
/** Something else than the service's answer to a call. */
let instead: (call: string, region: string) => Reply | undefined | 'silence';

beforeAll(async () => {
  if (bin === '') return;
  [emulator, cloud] = await Promise.all([emulatorOfRun(bin), serve(answer)]);
});

afterAll(() => {
  if (bin === '') return;
  cloud.stop();
});

beforeEach(() => {
  account++;
  [calls, answers, retention, instead] = [[], [], {}, () => undefined];
});

async function answer(request: Request): Promise<Reply | undefined> {
  const { method, path, headers, text } = request;
  const region = /Credential=[^/]+\/\d+\/([^/]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  const call = path === '/' ? String(headers['x-amz-target']).replace(/^.*\./, '') : `${method} ${path}`;
  const other = instead(call, region);
  if (path !== '/answer') calls.push(call);
  if (other === 'silence') return undefined;
  if (other !== undefined) return other;
  if (path === '/answer') {
    answers.push(JSON.parse(text));
    return { status: 200 };
  }
  if (path === '/data-retention') {
    if (method === 'PUT') retention[region] = JSON.parse(text).mode;
    return { status: 200, body: { mode: retention[region] ?? 'inherit' } };
  }
  const { host: _, 'content-length': __, connection: ___, 'transfer-encoding': ____, ...forwarded } = headers;
  const response = await fetch(emulator.endpoint + path, {
    method,
    headers: { ...(forwarded as Record<string, string>), 'x-moto-account-id': String(account) },
    ...(text !== '' && { body: text }),
  });
  return { status: response.status, body: await response.text() };
}

const parameter = '/llama/acme-prod/bedrock/earlier-logging';
const ours = { s3Config: { bucketName: 'ours' }, textDataDeliveryEnabled: false };

interface Sent {
  readonly region?: string;
  readonly logging?: object;
  readonly retention?: string;
  readonly seconds?: number;
}

async function send(RequestType: 'Create' | 'Update' | 'Delete', options: Sent = {}): Promise<Record<string, unknown>> {
  const { region = 'us-east-2' } = options;
  answers = [];
  const event = {
    RequestType,
    ResponseURL: `${cloud.address}/answer`,
    StackId: `arn:aws:cloudformation:${region}:111122223333:stack/acme-prod-aws-account-${region}/x`,
    RequestId: 'r',
    LogicalResourceId: 'Settings',
    ResourceProperties: {
      ServiceToken: 't',
      Retention: options.retention ?? 'none',
      EarlierLoggingParameter: parameter,
      ...(options.logging && { Logging: JSON.stringify(options.logging) }),
    },
  };
  await invoke(bundleHandler('bedrock-account'), region, { AWS_ENDPOINT_URL: cloud.address }, event, options.seconds);
  expect(answers).toHaveLength(1);
  return answers[0] ?? {};
}

/** Invocation logging as the emulator has it: `{}` without any. */
async function logging(config?: object, region = 'us-east-2'): Promise<Json> {
  const response = await fetch(`${emulator.endpoint}/logging/modelinvocations`, {
    method: config === undefined ? 'GET' : 'PUT',
    headers: {
      'content-type': 'application/json',
      'x-moto-account-id': String(account),
      authorization: `AWS4-HMAC-SHA256 Credential=test/20261124/${region}/bedrock/aws4_request, SignedHeaders=host, Signature=0`,
    },
    ...(config && { body: JSON.stringify({ loggingConfig: config }) }),
  });
  // The emulator answers a change with an empty body.
  return JSON.parse((await response.text()) || '{}').loggingConfig;
}

const flags = ['text', 'image', 'embedding', 'video', 'audio'].map((kind) => `${kind}DataDeliveryEnabled`);

describe.skipIf(bin === '')('account settings of Bedrock', () => {
  it('creates, updates, deletes and creates again; retention stays none throughout', async () => {
    await logging({ cloudWatchConfig: { logGroupName: 'audit', roleArn: 'arn:aws:iam::111122223333:role/audit' }, textDataDeliveryEnabled: true });

    expect(await send('Create')).toMatchObject({
      Status: 'SUCCESS',
      Data: { Retention: 'none' },
      PhysicalResourceId: 'bedrock-account-settings-111122223333-us-east-2',
    });
    expect(calls.indexOf('PUT /data-retention')).toBeLessThan(calls.indexOf('DELETE /logging/modelinvocations'));
    expect(await logging()).toEqual({});

    expect(await send('Update', { logging: ours })).toMatchObject({ Status: 'SUCCESS' });
    expect(await logging()).toMatchObject({ s3Config: { bucketName: 'ours' } });

    calls = [];
    expect(await send('Delete', { logging: ours })).toMatchObject({ Status: 'SUCCESS' });
    expect(calls.filter((call) => call.endsWith('/data-retention'))).toEqual([]);
    expect(await logging()).toMatchObject({ cloudWatchConfig: { logGroupName: 'audit' } });
    expect(retention).toEqual({ 'us-east-2': 'none' });

    expect(await send('Create')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'bedrock-account-settings-111122223333-us-east-2' });
    expect(await logging()).toEqual({});
  });

  it('gives an earlier log its destination back, but no prompts', async () => {
    await logging({ cloudWatchConfig: { logGroupName: 'audit', roleArn: 'r' }, ...Object.fromEntries(flags.map((flag) => [flag, true])) });
    await send('Create', { logging: ours });
    await send('Delete', { logging: ours });
    const restored = await logging();
    expect(restored.cloudWatchConfig.logGroupName).toBe('audit');
    expect(flags.filter((flag) => restored[flag] === true)).toEqual([]);
  });

  it('never delivers content, whatever it is told', async () => {
    await send('Create', { logging: { ...ours, textDataDeliveryEnabled: true } });
    expect((await logging()).textDataDeliveryEnabled).toBe(false);
  });

  it('keeps the earlier configuration although an event comes twice', async () => {
    await logging({ s3Config: { bucketName: 'earlier' } });
    const [first, second] = [await send('Create', { logging: ours }), await send('Create', { logging: ours })];
    expect(second).toEqual(first);
    await send('Delete', { logging: ours });
    expect(await logging()).toMatchObject({ s3Config: { bucketName: 'earlier' } });
    // What was set by hand afterwards is not touched by a deletion that comes twice.
    await logging({ s3Config: { bucketName: 'later' } });
    expect(await send('Delete', { logging: ours })).toMatchObject({ Status: 'SUCCESS' });
    expect(await logging()).toMatchObject({ s3Config: { bucketName: 'later' } });
  });

  it('fails in one region and not in the other', async () => {
    instead = (call, region) => (call === 'PUT /data-retention' && region === 'us-west-2' ? { status: 403, error: 'AccessDeniedException' } : undefined);
    expect(await send('Create', { region: 'us-west-2' })).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('AccessDenied') });
    expect(await send('Create', { region: 'us-east-2' })).toMatchObject({ Status: 'SUCCESS' });
    expect(retention).toEqual({ 'us-east-2': 'none' });
  });

  it('keeps retention although logging failed, and its roll-back gives the log back', async () => {
    await logging({ s3Config: { bucketName: 'earlier' } });
    instead = (call) => (call === 'DELETE /logging/modelinvocations' ? { status: 403, error: 'AccessDeniedException' } : undefined);
    expect(await send('Create')).toMatchObject({ Status: 'FAILED' });
    instead = () => undefined;
    expect(await send('Delete')).toMatchObject({ Status: 'SUCCESS' });
    expect(await logging()).toMatchObject({ s3Config: { bucketName: 'earlier' } });
    expect(retention).toEqual({ 'us-east-2': 'none' });
  });

  it('says that a log cannot be given back, and can be asked again', async () => {
    await logging({ s3Config: { bucketName: 'earlier' } });
    await send('Create');
    instead = (call) => (call === 'PUT /logging/modelinvocations' ? { status: 400, error: 'ValidationException' } : undefined);
    expect(await send('Delete')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('ValidationException') });
    instead = () => undefined;
    expect(await send('Delete')).toMatchObject({ Status: 'SUCCESS' });
    expect(await logging()).toMatchObject({ s3Config: { bucketName: 'earlier' } });
  });

  it('does not take none away when an update is rolled back to another mode', async () => {
    await send('Create');
    expect(await send('Update', { retention: 'inherit' })).toMatchObject({ Status: 'SUCCESS', Data: { Retention: 'none' } });
    expect(retention).toEqual({ 'us-east-2': 'none' });
  });

  it('waits out throttling', async () => {
    let refusals = 2;
    instead = (call) => (call === 'PUT /data-retention' && refusals-- > 0 ? { status: 429, error: 'ThrottlingException' } : undefined);
    expect(await send('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(calls.filter((call) => call === 'PUT /data-retention')).toHaveLength(3);
  });

  it('fails when the service reports another mode than was set', async () => {
    instead = (call) => (call === 'GET /data-retention' ? { status: 200, body: { mode: 'aws_review' } } : undefined);
    expect(await send('Create')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('retention is aws_review after setting none') });
  });

  it('answers before its time is over', async () => {
    instead = (call) => (call === 'GET /logging/modelinvocations' ? 'silence' : undefined);
    expect(await send('Create', { seconds: 17 })).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('before the function ran out of time') });
    expect(retention).toEqual({ 'us-east-2': 'none' });
  });

  it('repeats an answer that did not get through', async () => {
    let refusals = 1;
    instead = (call) => (call === 'PUT /answer' && refusals-- > 0 ? { status: 503 } : undefined);
    expect(await send('Create')).toMatchObject({ Status: 'SUCCESS' });
  });

  it('is sent the event again when no answer gets through, and then answers', async () => {
    let refusals = 3;
    instead = (call) => (call === 'PUT /answer' && refusals-- > 0 ? { status: 503 } : undefined);
    expect(await send('Create', { logging: ours })).toMatchObject({ Status: 'SUCCESS' });
  });
});
