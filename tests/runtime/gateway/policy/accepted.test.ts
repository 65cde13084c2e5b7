import { afterAll, describe, expect, it } from 'vitest';
import type { Json } from '../../../support/documents.js';
import { ask, chat, headersOf, message, type Sent, serviceWith } from './ask.js';

const { service, close } = serviceWith();
afterAll(close);

const sentOn = async (change: object, sent: Sent = {}) => (await ask(service, { ...sent, body: chat(change) })).body;
/** What is sent on for `chat()`. */
const usual = { model: 'llama-70b', messages: [{ role: 'user', content: 'hello' }], max_tokens: 200, priority: 0 };

const call = { id: 'c1', type: 'function', function: { name: 'look', arguments: '{"at":1}' } };
const look = { type: 'function', function: { name: 'look', description: 'looks', parameters: { type: 'object', __proto: 1 }, strict: false } };
const schema = { type: 'json_schema', json_schema: { name: 'n', schema: { type: 'object' }, strict: true } };

describe('sent on', () => {
  it.each<[what: string, change: object, expected: object]>([
    ['with the name that the host knows, a limit and a priority', {}, usual],
    ['with null as if it were not there', { temperature: null, stop: null, stream: null, tools: null }, usual],
    ['with its numbers', { temperature: 0, seed: 7 }, { ...usual, temperature: 0, seed: 7 }],
    ['with one stop as a list', { stop: 'END' }, { ...usual, stop: ['END'] }],
    ['with fewer tokens', { max_tokens: 5 }, { ...usual, max_tokens: 5 }],
    ['with the newer name of tokens', { max_completion_tokens: 5 }, { ...usual, max_tokens: 5 }],
    ['with at most the tokens of an answer', { max_tokens: 5_000 }, usual],
    ['without a format that means nothing', { response_format: { type: 'text' } }, usual],
    ['with JSON', { response_format: { type: 'json_object' } }, { ...usual, response_format: { type: 'json_object' } }],
    ['with a schema', { response_format: schema }, { ...usual, response_format: schema }],
    ['with tools', { tools: [look], tool_choice: 'auto' }, { ...usual, tools: [look], tool_choice: 'auto' }],
    [
      'with the tool that must be called',
      { tools: [look], tool_choice: { type: 'function', function: { name: 'look' } } },
      { ...usual, tools: [look], tool_choice: { type: 'function', function: { name: 'look' } } },
    ],
    ['with no tool to be called', { tool_choice: 'none' }, { ...usual, tool_choice: 'none' }],
    ['without a stream that nobody wants', { stream: false }, usual],
    ['as a stream, always with usage', { stream: true }, { ...usual, stream: true, stream_options: { include_usage: true } }],
    [
      'as a stream whose usage is not wanted',
      { stream: true, stream_options: { include_usage: false } },
      { ...usual, stream: true, stream_options: { include_usage: true } },
    ],
    [
      'as a stream without options where the host has none',
      { model: 'pictures', stream: true },
      { ...usual, max_tokens: 200, stream: true, priority: undefined },
    ],
  ])('%s', async (_, change, expected) => {
    expect(await sentOn(change)).toEqual(expected);
  });

  it('with a whole conversation, without what says nothing', async () => {
    const said = {
      role: 'assistant',
      content: null,
      refusal: null,
      annotations: [],
      audio: null,
      function_call: null,
      reasoning_content: null,
      tool_calls: [call],
    };
    const conversation = [
      { role: 'system', content: [{ type: 'text', text: 'be kind' }] },
      { role: 'user', content: 'look' },
      said,
      { role: 'tool', tool_call_id: 'c1', content: 'nothing', name: 'look' },
      { role: 'assistant', content: 'I see', tool_calls: [] },
      { role: 'user', content: [{ type: 'text', text: 'again' }] },
    ];
    expect((await sentOn({ messages: conversation })).messages).toEqual([
      conversation[0],
      conversation[1],
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', content: 'nothing', tool_call_id: 'c1' },
      { role: 'assistant', content: 'I see' },
      conversation[5],
    ]);
  });

  it('with a picture that is in it', async () => {
    const image_url = { url: `data:image/jpeg;base64,${'A'.repeat(300_000)}` };
    const messages = (more: object) => [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'what?' },
          { type: 'image_url', image_url: { ...image_url, ...more } },
        ],
      },
    ];
    expect((await sentOn({ model: 'pictures', messages: messages({ detail: 'auto' }) })).messages).toEqual(messages({}));
  });

  it('with the empty list of calls that servers without tools answer with', async () => {
    const messages = [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b', tool_calls: [] },
      { role: 'user', content: 'c' },
    ];
    expect((await sentOn({ model: 'pictures', messages })).messages[1]).toEqual({ role: 'assistant', content: 'b' });
  });

  it('in its own words, whatever the caller wrote', async () => {
    const { body } = await ask(service, { body: ` {"messages" :[{"content":"h\\u0065llo","role":"user"}],\n"model":"plain"} ` });
    expect(JSON.stringify(body)).toBe('{"model":"llama-70b","messages":[{"role":"user","content":"hello"}],"max_tokens":200,"priority":0}');
  });

  it('with a limit that leaves the prompt its room, which nobody counts', async () => {
    const limit = async (characters: number, change: object = {}) =>
      (await sentOn({ messages: [{ role: 'user', content: 'x'.repeat(characters) }], ...change })).max_tokens;
    expect(await limit(1_400)).toBe(200);
    // Of 1,000 tokens: 1,700 characters and 18 of JSON that says there are no tools, two to a token, and 16 of the template.
    expect(await limit(1_700)).toBe(1_000 - 859 - 16);
    expect(await limit(1_900, { max_tokens: 150 })).toBe(150);
    expect(await limit(1_900, { max_tokens: 201 })).toBe(25);
    expect(await limit(3_000)).toBeUndefined();
    const tools = [{ type: 'function', function: { name: 'look', description: 'x'.repeat(2_000) } }];
    expect(await limit(1, { tools })).toBeUndefined();
  });

  it('without a limit where pictures take what cannot be told from their bytes', async () => {
    const content = [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }];
    expect((await sentOn({ model: 'pictures', messages: [{ role: 'user', content }] })).max_tokens).toBeUndefined();
  });
});

describe('Envoy is told', () => {
  it('workload, team, mode, and who wants the usage', async () => {
    const told = async (change: object, key = 'key-of-all') =>
      (await ask(service, { headers: { authorization: `bearer ${key}` }, body: chat(change) })).metadata;
    expect(await told({})).toEqual({ workload: 'plain', team: 'red', mode: 'unary', usage: 'keep' });
    expect(await told({ stream: true }, 'key-of-plain')).toEqual({ workload: 'plain', team: 'blue', mode: 'stream', usage: 'drop' });
    expect(await told({ stream: true, stream_options: { include_usage: true } })).toEqual({ workload: 'plain', team: 'red', mode: 'stream', usage: 'keep' });
  });

  it('that a stream is an answer in one piece where a host of the route calls tools so', async () => {
    const tools = [{ type: 'function', function: { name: 'weather' } }];
    const mode = async (model: string, change: object) => (await ask(service, { body: chat({ model, stream: true, ...change }) })).metadata?.mode;
    expect(await mode('whole', { tools })).toBe('unary');
    expect(await mode('whole', { tools, tool_choice: 'none' })).toBe('stream');
    expect(await mode('whole', {})).toBe('stream');
    expect(await mode('plain', { tools })).toBe('stream');
  });

  it('to keep nothing of the caller but what a host needs', async () => {
    const { removed, replies } = await ask(service, {
      headers: { 'user-agent': 'x', cookie: 'a', 'x-envoy-original-path': '/x', accept: '*/*', host: 'h' },
      body: chat(),
    });
    expect(removed).toEqual(['authorization', 'user-agent', 'cookie', 'x-envoy-original-path']);
    const { headerMutation, clearRouteCache } = (replies.at(-1) as Json).requestBody.response;
    expect(headerMutation.setHeaders).toEqual([{ header: { key: 'content-length', rawValue: Buffer.from('98') }, appendAction: 2 }]);
    expect(clearRouteCache).toBe(true);
  });

  it('to ask about the answer only where the key has a workload whose answers are read', async () => {
    const asked = async (key: string) =>
      (await ask(service, { headers: { authorization: `Bearer ${key}` }, body: chat() })).replies[0]?.modeOverride?.responseHeaderMode;
    expect(await asked('key-of-plain')).toBeUndefined();
    expect(await asked('key-of-all')).toBe(1);
  });

  it('to pass an answer that needs nothing', async () => {
    const { exchange, replies } = await ask(service, { body: chat() });
    await exchange.receive(message({ responseHeaders: headersOf({ ':status': '200', 'content-type': 'application/json' }) }));
    expect(replies.at(-1)).toEqual({
      responseHeaders: { response: {} },
      modeOverride: { requestHeaderMode: 1, requestBodyMode: 2, responseHeaderMode: 1, responseBodyMode: 0, responseTrailerMode: 2 },
    });
  });
});

it('lists the models of a key', async () => {
  const list = async (key: string) => (await ask(service, { headers: { ':path': '/v1/models', ':method': 'GET', authorization: `Bearer ${key}` } })).refused;
  expect((await list('key-of-plain'))?.body).toEqual({
    object: 'list',
    data: [{ id: 'plain', object: 'model', created: 0, owned_by: 'acme', root: 'llama-3.3-70b-instruct' }],
  });
  const all = await list('key-of-all');
  expect(all?.status).toBe(200);
  expect(all?.body.data.map(({ id }: { id: string }) => id)).toEqual([
    'armored',
    'before',
    'buffered',
    'foreign',
    'grounded',
    'pictures',
    'plain',
    'seen',
    'watched',
    'whole',
    'windows',
  ]);
});
