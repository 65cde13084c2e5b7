import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Exchange } from '../../../../runtime/gateway/policy/exchange.js';
import type { ProcessingResponse } from '../../../../runtime/gateway/policy/protocol/messages.js';
import type { Json } from '../../../support/documents.js';
import { ask, chat, headersOf, message, serviceWith } from './ask.js';
import { Beside, says } from './beside.js';

const { service, directory, close } = serviceWith();
const beside = new Beside(() => says('safe'));
beforeAll(() => beside.listen(`${directory}/egress.sock`));
afterAll(() => {
  beside.stop();
  close();
});

// An hour further in each case: all tokens are back.
let hour = Date.now();
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime((hour += 3_600_000));
});
afterEach(() => void vi.useRealTimers());

const limited = { headers: { authorization: 'Bearer key-of-few' } };
/** Of four characters, so that it is taken for one token and what surrounds it. */
const short = (more: object = {}) => chat({ messages: [{ role: 'user', content: 'four' }], ...more });
const send = (more: object = {}) => ask(service, { ...limited, body: short(more) });
/** Tokens that are left, as a refusal says them. */
const left = async () => {
  const { refused } = await send({ max_tokens: 119 });
  return Number(refused?.headers['x-ratelimit-remaining-tokens'] ?? 'all');
};

/** A request of a caller with 120 tokens a minute whose answer begins, and a way to end it. */
async function answered(type: string, more: object = {}, status = '200') {
  const replies: ProcessingResponse[] = [];
  const abort = new AbortController();
  const exchange = new Exchange(service, (reply) => replies.push(reply), abort.signal);
  const headers = { ':method': 'POST', ':path': '/v1/chat/completions', 'content-type': 'application/json', ...limited.headers };
  await exchange.receive(message({ requestHeaders: headersOf(headers) }));
  await exchange.receive(message({ requestBody: { body: Buffer.from(JSON.stringify(short(more))), endOfStream: true } }));
  await exchange.receive(message({ responseHeaders: headersOf({ ':status': status, 'content-type': type }) }));
  const before = replies.length;
  return {
    piece: (body: string, endOfStream = false) => exchange.receive(message({ responseBody: { body: Buffer.from(body), endOfStream } })),
    over: () => abort.abort(),
    mode: (replies.at(-1) as Json).modeOverride?.responseBodyMode,
    got: () => (replies.slice(before) as Json[]).map((one) => String(one.responseBody.response.bodyMutation.streamedResponse?.body ?? '')).join(''),
  };
}

const piece = (content: string) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
const usage = (prompt: number, completion: number) =>
  `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: prompt, completion_tokens: completion } })}\n\n`;
const done = 'data: [DONE]\n\n';

describe('tokens of a key in a minute', () => {
  it('are refused in the form of OpenAI, with the seconds after which they are back', async () => {
    expect((await send({ max_tokens: 80 })).refused).toBeUndefined();
    const { refused } = await send({ max_tokens: 80 });
    expect(refused).toMatchObject({
      status: 429,
      body: { error: { code: 'rate_limit_exceeded', message: expect.stringContaining('120 tokens a minute at each task') } },
    });
    const { 'retry-after': wait, ...headers } = refused?.headers ?? {};
    expect(headers).toMatchObject({ 'x-ratelimit-limit-tokens': '120', 'x-ratelimit-reset-tokens': `${wait}s` });
    vi.setSystemTime(Date.now() + Number(wait) * 1_000);
    expect((await send({ max_tokens: 80 })).refused).toBeUndefined();
  });

  it('are not waited for where a minute has too few: SDKs try that again in vain', async () => {
    const { refused } = await send({ max_tokens: 150 });
    expect(refused?.headers).toMatchObject({ 'x-should-retry': 'false' });
    expect(refused?.headers).not.toHaveProperty('retry-after');
  });

  it('limit nobody whose key has no such limit', async () => {
    for (let times = 0; times < 5; times++) expect((await ask(service, { body: short({ max_tokens: 150 }) })).refused).toBeUndefined();
  });

  it('are corrected by the usage of a whole answer', async () => {
    const { piece: body, mode } = await answered('application/json', { max_tokens: 90 });
    expect(mode).toBe(2);
    await body(JSON.stringify({ choices: [{ index: 0, message: { content: 'x' } }], usage: { prompt_tokens: 11, completion_tokens: 9 } }), true);
    expect(await left()).toBe(100);
  });

  it('are corrected by that of a stream, whose caller gets it only if it asked', async () => {
    const { piece: part, got, over } = await answered('text/event-stream', { stream: true, max_tokens: 90 });
    await part(piece('a') + usage(11, 19) + done, true);
    over();
    expect(got()).toBe(piece('a') + done);
    expect(await left()).toBe(90);
    vi.setSystemTime((hour += 3_600_000));
    const asked = await answered('text/event-stream', { stream: true, stream_options: { include_usage: true } });
    await asked.piece(piece('a') + usage(11, 19) + done, true);
    expect(asked.got()).toBe(piece('a') + usage(11, 19) + done);
  });

  it('of an answer that nobody bounded may be owed', async () => {
    const { piece: part } = await answered('text/event-stream', { stream: true });
    await part(piece('a') + usage(11, 200) + done, true);
    const { refused } = await send();
    expect(refused).toMatchObject({ status: 429, headers: { 'x-ratelimit-remaining-tokens': '0' } });
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(45);
  });

  it('of a stream that ends without its usage are one for each event, and the prompt', async () => {
    const { piece: part, over } = await answered('text/event-stream', { stream: true, max_tokens: 90 });
    await part(piece('a') + piece('b') + piece('c'));
    over();
    // The prompt is a text of four bytes and the description of what is around it.
    const prompt = Math.ceil((4 + JSON.stringify([null, null, [null]]).length) / 4);
    expect(await left()).toBe(120 - prompt - 3);
  });

  it('are given back where no host answered, or a guard refused', async () => {
    await answered('application/json', { max_tokens: 90 }, '503');
    expect(await left()).toBe(120);
    beside.answer = () => says('unsafe\nS1');
    expect((await ask(service, { ...limited, body: short({ model: 'before', max_tokens: 90 }) })).refused?.status).toBe(400);
    expect(await left()).toBe(120);
  });
});
