import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bundleWorker } from '../../../runtime/worker-bundle.js';
import { type Call, call, chat, model, secret, streamOf } from './worker.js';

/** Data of the events of an answer. */
const events = (text: string) => text.split('\n\n').flatMap((event) => (event === '' ? [] : [event.replace(/^data: /, '')]));
const streamed = { ...chat, stream: true, stream_options: { include_usage: true } };

describe('the Worker in front of Workers AI', () => {
  it('asks the declared model, past no gateway and in no queue, and answers as the API of OpenAI does', async () => {
    const { status, headers, text, asked } = await call({});
    expect(asked).toEqual([{ model, input: { messages: chat.messages, stream: false, max_tokens: 20 }, options: { rejectIfBusy: true } }]);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(JSON.parse(text)).toMatchObject({
      object: 'chat.completion',
      model,
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hi.' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 },
    });
  });

  it('passes on every field that it knows, and parts of a text as one', async () => {
    const more = { temperature: 0, top_p: 1, seed: 5, presence_penalty: 0.5, frequency_penalty: 2 };
    const parts = [
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ];
    const { asked } = await call({
      body: {
        ...chat,
        ...more,
        messages: [
          { role: 'system', content: 's' },
          { role: 'user', content: parts },
        ],
      },
    });
    const messages = [
      { role: 'system', content: 's' },
      { role: 'user', content: 'ab' },
    ];
    expect(asked[0]?.input).toEqual({ ...more, messages, stream: false, max_tokens: 20 });
  });

  it.each<[string, unknown, { content: string; finish: string }]>([
    ['in the form of OpenAI', { choices: [{ message: { content: 'Hi.' }, finish_reason: 'length' }] }, { content: 'Hi.', finish: 'length' }],
    ['cut at the number of tokens', { response: 'Hi', usage: { prompt_tokens: 1, completion_tokens: 20 } }, { content: 'Hi', finish: 'length' }],
    ['that reads like JSON', { response: { a: 1 }, usage: { prompt_tokens: 1, completion_tokens: 1 } }, { content: '{"a":1}', finish: 'stop' }],
    ['that is empty', { response: null }, { content: '', finish: 'stop' }],
  ])('reads an answer %s', async (_, answers, { content, finish }) => {
    const { choices } = JSON.parse((await call({ answers })).text);
    expect(choices).toMatchObject([{ message: { content }, finish_reason: finish }]);
  });

  it.each<[string, Call, number, string]>([
    ['plain HTTP', { url: 'http://llama.example/v1/chat/completions' }, 403, 'plain_http'],
    ['no secret', { headers: { authorization: '' } }, 401, 'invalid_api_key'],
    ['another secret', { headers: { authorization: `Bearer ${secret}x` } }, 401, 'invalid_api_key'],
    ['the secret in another scheme', { headers: { authorization: `Basic ${secret}` } }, 401, 'invalid_api_key'],
    ['any secret while none is stored', { stored: '' }, 503, 'secret_unusable'],
    ['any secret while a short one is stored', { stored: 'short', headers: { authorization: 'Bearer short' } }, 503, 'secret_unusable'],
    ['any secret beside a short one', { stored: `${secret}\nshort` }, 503, 'secret_unusable'],
    ['any of three secrets', { stored: `${secret}\n${secret}2\n${secret}3` }, 503, 'secret_unusable'],
    ['another path', { url: 'https://llama.example/v1/embeddings' }, 404, 'unknown_path'],
    ['a path below', { url: 'https://llama.example/v1/chat/completions/' }, 404, 'unknown_path'],
    ['another method', { method: 'GET' }, 405, 'method_not_allowed'],
    ['another type', { headers: { 'content-type': 'text/plain' } }, 415, 'unsupported_media_type'],
    ['what is no JSON', { body: '{' }, 400, 'invalid_json'],
    ['more than a mebibyte', { body: { ...chat, messages: [{ role: 'user', content: 'x'.repeat(1_048_576) }] } }, 413, 'request_too_large'],
    ['another model', { body: { ...chat, model: '@cf/meta/other' } }, 400, 'invalid_value'],
    ['an adapter', { body: { ...chat, lora: 'tuned' } }, 400, 'unknown_parameter'],
    ['tools', { body: { ...chat, tools: [] } }, 400, 'unknown_parameter'],
    ['a raw prompt', { body: { ...chat, prompt: 'x' } }, 400, 'unknown_parameter'],
    ['no limit of the answer', { body: { model, messages: chat.messages } }, 400, 'invalid_value'],
    ['no message', { body: { ...chat, messages: [] } }, 400, 'invalid_value'],
    ['a message of a tool', { body: { ...chat, messages: [{ role: 'tool', content: 'x' }] } }, 400, 'invalid_value'],
    ['an image', { body: { ...chat, messages: [{ role: 'user', content: [{ type: 'image_url', image_url: {} }] }] } }, 400, 'invalid_value'],
    ['a temperature that no model takes', { body: { ...chat, temperature: 3 } }, 400, 'invalid_value'],
    ['half a token', { body: { ...chat, max_tokens: 1.5 } }, 400, 'invalid_value'],
    ['options of no stream', { body: { ...chat, stream_options: { include_usage: true } } }, 400, 'invalid_value'],
  ])('refuses %s, and asks no model', async (_, made, status, code) => {
    const answer = await call(made);
    expect([answer.status, JSON.parse(answer.text).error.code, answer.asked]).toEqual([status, code, []]);
  });

  it('compares every byte: a secret whose digest ends alike is another one', async () => {
    const digestOf = (shown: string) => createHash('sha256').update(`Bearer ${shown}`).digest();
    let near = `${secret}0`;
    for (let attempt = 0; digestOf(near).at(-1) !== digestOf(secret).at(-1); attempt += 1) near = `${secret}${attempt}`;
    expect((await call({ headers: { authorization: `Bearer ${near}` } })).status).toBe(401);
  });

  it('takes two secrets while one takes over from the other', async () => {
    const statuses = [secret, `${secret}-next`].map(
      async (shown) => (await call({ stored: `${secret}\n${secret}-next\n`, headers: { authorization: `Bearer ${shown}` } })).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 200]);
  });

  it.each<[string, unknown, number, string]>([
    ['is out of capacity', new Error('InferenceUpstreamError: 3040: Capacity temporarily exceeded'), 429, 'with 3040'],
    ['has no more for the account', new Error('3036: You have used up your daily free allocation'), 429, 'with 3036'],
    ['fails without a number', new Error('Hello is what the prompt said'), 502, 'without a number'],
  ])('says why Workers AI %s, and nothing of its text', async (_, answers, status, says) => {
    const answer = await call({ answers });
    expect([answer.status, JSON.parse(answer.text).error.message]).toEqual([status, `Workers AI refused the request ${says}.`]);
  });

  it.each<[string, unknown]>([
    ['a form that is not known', { result: 'Hi.' }],
    ['calls of tools that nobody offered', { response: '', tool_calls: [{ name: 'f', arguments: {} }] }],
    ['no choice', { choices: [] }],
    ['another reason to end', { choices: [{ message: { content: '' }, finish_reason: 'tool_calls' }] }],
  ])('answers 502 to %s', async (_, answers) => {
    const answer = await call({ answers });
    expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([502, 'unreadable_answer']);
  });

  it.each([
    [
      'its own form',
      'data: {"response":"He"}\n\ndata: {"response":"llö"}\r\n\r\ndata: {"response":"","usage":{"prompt_tokens":4,"completion_tokens":2}}\n\ndata: [DONE]\n\n',
    ],
    [
      'the form of OpenAI',
      ': a comment\n\ndata: {"choices":[{"delta":{"content":"He"}}]}\n\ndata: {"choices":[{"delta":{"content":"llö"},"finish_reason":"stop"}]}\n\ndata: {"choices":[],"usage":{"prompt_tokens":4,"completion_tokens":2}}\n\ndata: [DONE]\n\n',
    ],
  ])('streams what Workers AI streams in %s, whatever bytes come together', async (_, text) => {
    const { headers, text: sent } = await call({ body: streamed, answers: streamOf(text) });
    const [first, ...rest] = events(sent);
    const last = rest.pop();
    const chunks = [first, ...rest].map((data) => JSON.parse(data ?? ''));
    expect(headers.get('content-type')).toBe('text/event-stream');
    expect(chunks.map(({ choices: [one] }) => one && [one.delta, one.finish_reason])).toEqual([
      [{ role: 'assistant', content: '' }, null],
      [{ content: 'He' }, null],
      [{ content: 'llö' }, null],
      [{}, 'stop'],
      undefined,
    ]);
    expect(chunks.at(-1).usage).toEqual({ prompt_tokens: 4, completion_tokens: 2, total_tokens: 6 });
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    expect(last).toBe('[DONE]');
  });

  it('says what was used only to those who ask', async () => {
    const text = 'data: {"response":"Hi","usage":{"prompt_tokens":4,"completion_tokens":2}}\n\ndata: [DONE]\n\n';
    const { text: sent } = await call({ body: { ...chat, stream: true }, answers: streamOf(text) });
    expect(sent).not.toContain('usage');
  });

  it.each([
    ['breaks off', 'data: {"response":"He"}\n\n'],
    ['breaks off inside an event', 'data: {"response":"He"}\n\ndata: {"respon'],
    ['goes on with something else', 'data: {"response":"He"}\n\ndata: {"error":"x"}\n\ndata: [DONE]\n\n'],
  ])('ends a stream that %s with an error and without [DONE]', async (_, text) => {
    const { text: sent } = await call({ body: streamed, answers: streamOf(text) });
    expect(JSON.parse(events(sent).at(-1) ?? '').error.code).toBe('unreadable_answer');
    expect(sent).not.toContain('[DONE]');
  });

  it('is bundled to one text without a word to Terraform, that loads and prints nothing', () => {
    expect(bundleWorker('workers-ai')).not.toMatch(/[$%]\{|\bimport\b|\brequire\(|console\./);
  });
});
