import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleHandler } from '../../runtime/bundle.js';
import type { Json } from '../support/documents.js';
import { invokeOnce, type Reply, serve } from './lambda.js';

/** The bundled handler, invoked as Lambda does, against a server that answers in the shape of `GetFoundationModel`. */
let cloud: Awaited<ReturnType<typeof serve>>;
let calls: string[];
let answers: Record<string, Reply>;

beforeAll(async () => {
  cloud = await serve(({ method, path }) => {
    calls.push(`${method} ${decodeURIComponent(path)}`);
    return answers[decodeURIComponent(path).replace('/foundation-models/', '')] ?? { status: 404, error: 'ResourceNotFoundException' };
  });
});
afterAll(() => cloud.stop());
beforeEach(() => {
  [calls, answers] = [[], {}];
});

const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();
const lifecycle = (status: string, dates: Record<string, string> = {}): Reply => ({
  status: 200,
  body: { modelDetails: { modelArn: 'a', modelId: 'm', modelLifecycle: { status, startOfLifeTime: days(-700), ...dates } } },
});

interface Checked {
  readonly failed: boolean;
  readonly lines: Json[];
  readonly errors: string;
}

async function check(models: readonly string[]): Promise<Checked> {
  const event = { namespace: 'N', topology: 'acme', models, noticeDays: 180 };
  const ended = await invokeOnce(bundleHandler('model-lifecycle'), 'us-east-2', { AWS_ENDPOINT_URL_BEDROCK: cloud.address }, event);
  if (ended === undefined) throw new Error('the check took longer than its time');
  const lines = ended.printed.split('\n').filter((line) => line !== '');
  return { failed: ended.error !== undefined, lines: lines.map((line) => JSON.parse(line)), errors: ended.error ?? '' };
}

describe('the check of model lifecycles', () => {
  it('reports a model that stays, as a metric that CloudWatch reads out of the log', async () => {
    answers = { 'meta.a:0': lifecycle('ACTIVE') };
    const { failed, lines } = await check(['meta.a:0']);
    expect(failed).toBe(false);
    expect(calls).toEqual(['GET /foundation-models/meta.a:0']);
    expect(lines).toMatchObject([{ Topology: 'acme', Model: 'meta.a:0', Leaving: 0, Reason: 'stays' }]);
    const { Namespace, Dimensions, Metrics } = lines[0]._aws.CloudWatchMetrics[0];
    expect([Namespace, Dimensions, Metrics]).toEqual(['N', [['Topology', 'Model']], [{ Name: 'Leaving', Unit: 'Count' }]]);
    expect(Math.abs(Date.now() - lines[0]._aws.Timestamp)).toBeLessThan(60_000);
  });

  it.each([
    ['is legacy', lifecycle('LEGACY'), /^status LEGACY$/],
    ['will be legacy within the notice', lifecycle('ACTIVE', { legacyTime: days(179) }), /^legacyTime \d{4}-\d\d-\d\d$/],
    ['will end within the notice', lifecycle('ACTIVE', { endOfLifeTime: days(1) }), /^endOfLifeTime \d{4}-\d\d-\d\d$/],
    ['has a status nobody knows', lifecycle('ARCHIVED'), /^status ARCHIVED$/],
  ])('reports a model that %s', async (_, answer, reason) => {
    answers = { a: answer };
    expect((await check(['a'])).lines).toMatchObject([{ Leaving: 1, Reason: expect.stringMatching(reason) }]);
  });

  it('says nothing yet of dates beyond the notice', async () => {
    answers = { a: lifecycle('ACTIVE', { legacyTime: days(181), endOfLifeTime: days(400) }) };
    expect((await check(['a'])).lines).toMatchObject([{ Leaving: 0 }]);
  });

  it('reports the others when one cannot be read, then fails and names it', async () => {
    answers = { a: { status: 403, error: 'AccessDeniedException', body: { message: 'no' } }, b: lifecycle('LEGACY') };
    const { failed, lines, errors } = await check(['a', 'b']);
    expect(lines).toMatchObject([{ Model: 'b', Leaving: 1 }]);
    expect(failed).toBe(true);
    expect(errors).toContain('a: AccessDeniedException: no');
  });

  it('does not take an answer without a lifecycle for a model that stays', async () => {
    answers = { a: { status: 200, body: { modelDetails: { modelArn: 'a', modelId: 'a' } } } };
    const { failed, lines, errors } = await check(['a']);
    expect([failed, lines]).toEqual([true, []]);
    expect(errors).toContain('names no lifecycle');
  });

  it('waits out throttling', async () => {
    let refusals = 2;
    const model = lifecycle('ACTIVE');
    answers = {
      get a(): Reply {
        return refusals-- > 0 ? { status: 429, error: 'ThrottlingException', body: { message: 'slow' } } : model;
      },
    };
    expect((await check(['a'])).lines).toMatchObject([{ Leaving: 0 }]);
    expect(calls).toHaveLength(3);
  });
});
