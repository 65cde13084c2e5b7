import { describe, expect, it } from 'vitest';
import { answering } from './answering.js';
import { soon } from './ask.js';
import { type Asked, type Reply, says } from './beside.js';

const { beside, answer } = answering();

const event = (content: string | object, index = 0) =>
  `data: ${JSON.stringify({ id: 'x', created: 7, model: 'm', choices: [{ index, delta: typeof content === 'string' ? { content } : content, finish_reason: null }] })}\n\n`;
const done = 'data: [DONE]\n\n';
const filtered = (indices: readonly number[]) => {
  const choices = indices.map((index) => ({ index, delta: {}, logprobs: null, finish_reason: 'content_filter' }));
  return `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 7, model: 'm', choices })}\n\n${done}`;
};
const stream = (model: string) => answer(model, 'text/event-stream');
const judgedTexts = (asked: readonly Asked[]) => asked.map(({ body }) => body.messages.at(-1).content);

describe('which answers are read', () => {
  it.each([
    ['whole', 'buffered', 'application/json', 2],
    ['as it comes', 'windows', 'text/event-stream; charset=utf-8', 4],
  ])('%s', async (_, model, type, mode) => {
    expect((await answer(model, type)).mode).toBe(mode);
  });

  it('not what a host answers instead of an answer', async () => {
    expect((await answer('buffered', 'application/json', '503')).mode).toBe(0);
  });

  it.each([
    ['in another form', 'text/plain', {}],
    ['compressed', 'application/json', { 'content-encoding': 'gzip' }],
  ])('and none that comes %s is passed', async (_, type, more) => {
    expect((await answer('buffered', type, '200', more)).refused).toMatchObject({ code: 'host_answer_unreadable' });
  });
});

describe('a stream in windows', () => {
  it('is sent when what it says was judged, and not before', async () => {
    const { send, got, ended } = await stream('windows');
    await send(event({ role: 'assistant', content: '' }));
    expect(got()).toBe(event({ role: 'assistant', content: '' }));
    const [a, b, c] = [event('ten chars '), event('ten more !'), event('rest')];
    await send(a);
    expect(beside.asked).toEqual([]);
    await send(b);
    await soon(got).toContain(a + b);
    await send(c);
    await new Promise((later) => setTimeout(later, 20));
    expect(got()).not.toContain('rest');
    await send(done);
    await send('', true);
    await soon(ended).toBe(true);
    expect(got()).toBe(event({ role: 'assistant', content: '' }) + a + b + c + done);
    expect(judgedTexts(beside.asked)).toEqual(['ten chars ten more !', 'ten chars ten more !rest']);
    expect(beside.asked[0]?.body.messages).toEqual([
      { role: 'user', content: 'hello' },
      { role: 'assistant', content: 'ten chars ten more !' },
    ]);
  });

  it('is cut where it is not safe, and what came after that is not sent', async () => {
    beside.answer = ({ body }) => says(JSON.stringify(body).includes('bomb') ? 'unsafe\nS9' : 'safe');
    const { send, got, ended } = await stream('windows');
    const safe = event('this is all good and well');
    await send(safe);
    await soon(got).toBe(safe);
    await send(event('now the bomb of 20 characters'));
    await send(event('and more'));
    await soon(ended).toBe(true);
    await send(done, true);
    expect(got()).toBe(safe + filtered([0]));
  });

  it('is cut in all its choices, and each is judged', async () => {
    beside.answer = ({ body }) => says(JSON.stringify(body).includes('bomb') ? 'unsafe\nS9' : 'safe');
    const { send, got, ended } = await stream('windows');
    await send(event('one choice is fine') + event('the other is a bomb', 1));
    await soon(ended).toBe(true);
    expect(got()).toBe(filtered([0, 1]));
    expect(judgedTexts(beside.asked).sort()).toEqual(['one choice is fine', 'the other is a bomb']);
  });

  it.each<[what: string, delta: object, judged: string]>([
    ['reasoning', { reasoning_content: 'think of twenty chars' }, 'think of twenty chars'],
    [
      'calls of tools',
      { tool_calls: [{ index: 0, id: 'c', type: 'function', function: { name: 'look', arguments: '{"at":"twenty chars"}' } }] },
      'look{"at":"twenty chars"}',
    ],
    ['a field of tomorrow', { thoughts: [{ words: 'of more than 20 chars' }] }, 'of more than 20 chars'],
  ])('is judged with %s', async (_, delta, judged) => {
    const { send } = await stream('windows');
    await send(event(delta));
    await soon(() => judgedTexts(beside.asked)).toEqual([judged]);
  });

  it.each<[what: string, reply: Reply]>([
    ['is down', { status: 503, body: '' }],
    ['is not understood', says('maybe')],
  ])('ends with an error where the guard %s', async (_, reply) => {
    beside.answer = ({ body }) => (body.messages.length > 1 ? reply : says('safe'));
    const { send, got, ended } = await stream('windows');
    await send(event('twenty characters or more'));
    await soon(ended).toBe(true);
    expect(got()).toMatch(/^data: \{"error":\{"message":"The guard .*"type":"server_error","param":null,"code":"guard_unavailable"\}\}\n\n$/);
  });

  it.each([
    ['is no JSON', 'data: {"choi\n\n'],
    ['has no choices', 'data: {"object":"text_completion","text":"x"}\n\n'],
    ['has a choice without a number', 'data: {"choices":[{"delta":{"content":"x"}}]}\n\n'],
    ['is a number', 'data: 7\n\n'],
    ['does not end', `data: ${'x'.repeat(1_100_000)}`],
  ])('ends with an error where an event %s', async (_, text) => {
    const { send, got, ended } = await stream('windows');
    await send(event('held'));
    await send(text);
    await send(text);
    expect(ended()).toBe(true);
    expect(got().match(/"code":"host_answer_unreadable"/g)).toHaveLength(1);
    expect(got()).not.toContain('held');
  });

  it('ends once, also where an event is unreadable while one is judged', async () => {
    let decide: (verdict: Reply) => void = () => {};
    const verdict = new Promise<Reply>((later) => {
      decide = later;
    });
    beside.answer = ({ body }) => (body.messages.length > 1 ? verdict : says('safe'));
    const { send, got, pieces } = await stream('windows');
    await send(event('twenty characters or more'));
    await soon(() => beside.asked.length).toBe(1);
    await send('data: 7\n\n');
    decide(says('unsafe'));
    await new Promise((later) => setTimeout(later, 20));
    expect(pieces().filter(({ endOfStream }) => endOfStream)).toHaveLength(1);
    expect(got()).toContain('host_answer_unreadable');
  });

  it('is judged also where an event speaks of an error', async () => {
    const { send } = await stream('windows');
    await send(event('words, more than 20 of them').replace('{"id"', '{"error":null,"id"'));
    await soon(() => judgedTexts(beside.asked)).toEqual(['words, more than 20 of them']);
  });

  it('may come in any pieces', async () => {
    const text = `: ping\n\n${event('grüße, zwanzig Zeichen')}${event('😀').replaceAll('\n', '\r\n')}data: {"error":{"message":"host"}}\n\n${done}`;
    const { send, got, ended } = await stream('windows');
    for (const byte of Buffer.from(text)) await send(Buffer.from([byte]));
    await send('', true);
    await soon(ended).toBe(true);
    expect(got()).toBe(text);
    expect(judgedTexts(beside.asked).at(-1)).toBe('grüße, zwanzig Zeichen😀');
  });

  it('may end without an empty line, or with trailers', async () => {
    const cut = await stream('windows');
    await cut.send(event('x').trimEnd(), true);
    await soon(cut.ended).toBe(true);
    expect(cut.got()).toBe(event('x').trimEnd());
    const trailed = await stream('windows');
    await trailed.send(event('x'));
    await trailed.trailers();
    await soon(() => trailed.last()).toEqual({ responseTrailers: {} });
    expect(trailed.got()).toContain(event('x'));
  });
});

it('a stream that is judged whole is held back until its end', async () => {
  const { send, got, ended } = await stream('buffered');
  const text = event('x'.repeat(500)) + event('y'.repeat(500)) + done;
  await send(text);
  await new Promise((later) => setTimeout(later, 20));
  expect([got(), beside.asked]).toEqual(['', []]);
  await send('', true);
  await soon(ended).toBe(true);
  expect(got()).toBe(text);
});
