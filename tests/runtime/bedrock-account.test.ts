import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CustomResourceEvent } from '../../runtime/bedrock-account/respond.js';

/** A Bedrock control plane and a CloudFormation answer box on one loopback port; the SDK and the handler are the real ones. */
let server: Server;
let address: string;
let calls: { method: string; path: string; body: unknown }[];
let answers: Record<string, unknown>[];
let retention: string;
let fail: (path: string) => number;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const body = text === '' ? undefined : JSON.parse(text);
      const [method = '', path = ''] = [request.method, request.url];
      const reply = (status: number, value: unknown = {}) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      if (path === '/answer') {
        answers.push(body);
        return reply(200);
      }
      calls.push({ method, path, body });
      const status = fail(`${method} ${path}`);
      if (status !== 0) {
        response.setHeader('x-amzn-errortype', status === 403 ? 'AccessDeniedException' : 'ThrottlingException');
        return reply(status, { message: `refused with ${status}` });
      }
      if (`${method} ${path}` === 'PUT /data-retention') retention = body.mode;
      return reply(200, path === '/data-retention' ? { mode: retention } : {});
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

beforeEach(() => {
  [calls, answers, retention, fail] = [[], [], 'inherit', () => 0];
});

async function send(RequestType: 'Create' | 'Update' | 'Delete', properties: Record<string, string> = { Retention: 'none' }): Promise<Record<string, unknown>> {
  vi.stubEnv('AWS_REGION', 'us-east-2');
  vi.stubEnv('AWS_ENDPOINT_URL_BEDROCK', address);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  const { handler } = await import('../../runtime/bedrock-account/handler.js');
  const event = {
    RequestType,
    ResponseURL: `${address}/answer`,
    StackId: 'arn:aws:cloudformation:us-east-2:111122223333:stack/acme-prod-aws-account-us-east-2/x',
    RequestId: 'r',
    LogicalResourceId: 'Settings',
    ResourceProperties: { ServiceToken: 't', ...properties },
  };
  await handler(event as unknown as CustomResourceEvent<never>);
  vi.unstubAllEnvs();
  const answer = answers.at(-1);
  if (answer === undefined) throw new Error('CloudFormation got no answer');
  return answer;
}

describe('account settings of Bedrock', () => {
  it('turns retention and invocation logging off, retention first, and reads it back', async () => {
    expect(await send('Create')).toMatchObject({
      Status: 'SUCCESS',
      Data: { Retention: 'none' },
      PhysicalResourceId: 'bedrock-account-settings-111122223333-us-east-2',
    });
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual(['PUT /data-retention', 'DELETE /logging/modelinvocations', 'GET /data-retention']);
    expect(calls[0]?.body).toEqual({ mode: 'none' });
  });

  it('sends the logging configuration it is given', async () => {
    await send('Update', {
      Retention: 'none',
      Logging: JSON.stringify({ textDataDeliveryEnabled: false, cloudWatchConfig: { logGroupName: 'g', roleArn: 'r' } }),
    });
    expect(calls[1]).toMatchObject({ method: 'PUT', path: '/logging/modelinvocations', body: { loggingConfig: { textDataDeliveryEnabled: false } } });
  });

  it('does the same again for a repeated event, under the same physical id', async () => {
    const [first, second] = [await send('Create'), await send('Update')];
    expect(second['PhysicalResourceId']).toBe(first['PhysicalResourceId']);
    expect(calls.slice(3)).toEqual(calls.slice(0, 3));
  });

  it('lowers no protection on delete', async () => {
    await send('Create');
    calls = [];
    expect(await send('Delete')).toMatchObject({ Status: 'SUCCESS' });
    expect(calls).toEqual([]);
    expect(retention).toBe('none');
  });

  it('says what failed, and keeps retention although logging failed', async () => {
    fail = (call) => (call === 'DELETE /logging/modelinvocations' ? 403 : 0);
    expect(await send('Create')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('AccessDeniedException: refused with 403') });
    expect(retention).toBe('none');
  });

  it('waits out throttling', async () => {
    let refusals = 2;
    fail = (call) => (call === 'PUT /data-retention' && refusals-- > 0 ? 429 : 0);
    expect(await send('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(calls.filter(({ path, method }) => method === 'PUT' && path === '/data-retention')).toHaveLength(3);
  });

  it('fails when the service reports another mode than was set', async () => {
    fail = () => {
      retention = 'aws_review';
      return 0;
    };
    expect(await send('Create')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('retention is aws_review after setting none') });
  });
});
