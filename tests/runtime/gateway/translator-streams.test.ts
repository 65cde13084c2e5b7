import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exception } from './event-stream.js';
import { logged } from './logged.js';
import { type Asked, ask } from './loopback.js';
import { converse, counted, delta, path, type Running, started, stopped, streaming, translator } from './translator.js';

const hello = { model: 'variable', messages: [{ role: 'user', content: 'Hello' }] };
const streamed = { ...hello, stream: true, stream_options: { include_usage: true } };

/** The data of each event of a stream. */
const dataOf = (text: string) =>
  text
    .split('\n\n')
    .filter((line) => line !== '')
    .map((line) => (line === 'data: [DONE]' ? 'DONE' : JSON.parse(line.slice('data: '.length))));

const log = logged();
let running: Running;
let answer: Parameters<typeof translator>[0];

beforeEach(async () => {
  running = await translator((asked, response) => answer(asked, response));
});
afterEach(() => running.stop());

const callsTo = (operation: string): Asked[] => running.aws.asked.filter((asked) => asked.path.endsWith(`/${operation}`));

describe('a stream with tools', () => {
  const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];
  const calling = {
    stopReason: 'tool_use',
    output: {
      message: {
        role: 'assistant',
        content: [
          { text: 'Let me look.' },
          { toolUse: { toolUseId: 'call_1', name: 'weather', input: { city: 'Turku' } } },
          { toolUse: { toolUseId: 'call_2', name: 'weather', input: {} } },
        ],
      },
    },
  };

  it('is asked of Bedrock in one piece, which streams no tools of Llama, and is chunks all the same', async () => {
    answer = (_, response) => converse(response, calling);
    const { status, headers, text } = await ask(running.socket, path, { ...streamed, tools });
    expect([status, headers['content-type']]).toEqual([200, 'text/event-stream']);
    expect(callsTo('converse-stream')).toEqual([]);
    const all = dataOf(text);
    const choice = (delta: object, finish: string | null = null) => [{ index: 0, delta, logprobs: null, finish_reason: finish }];
    const called = (index: number, id: string, text: string) => ({ index, id, type: 'function', function: { name: 'weather', arguments: text } });
    expect(all.map((chunk) => chunk.choices ?? chunk)).toEqual([
      choice({ role: 'assistant', content: '' }),
      choice({ content: 'Let me look.' }),
      choice({ tool_calls: [called(0, 'call_1', '{"city":"Turku"}'), called(1, 'call_2', '{}')] }),
      choice({}, 'tool_calls'),
      [],
      'DONE',
    ]);
    expect(all[4].usage).toEqual({ prompt_tokens: 11, completion_tokens: 4, total_tokens: 15 });
    expect(all.slice(0, -1).every((chunk) => chunk.object === 'chat.completion.chunk' && chunk.id === all[0].id)).toBe(true);
  });

  it('has no chunk with usage unless it was asked for', async () => {
    answer = (_, response) => converse(response, calling);
    expect((await ask(running.socket, path, { ...hello, stream: true, tools })).text).not.toContain('usage');
  });

  it('fails with a status, after which Envoy tries the next host', async () => {
    answer = (_, response) => void response.writeHead(429, { 'x-amzn-errortype': 'ThrottlingException' }).end('{}');
    expect((await ask(running.socket, path, { ...streamed, tools })).status).toBe(429);
  });

  it('is streamed by Bedrock where the tools must not be called', async () => {
    answer = (_, response) => streaming(response).end(Buffer.concat([started, delta('Good'), stopped('end_turn'), counted]));
    expect((await ask(running.socket, path, { ...streamed, tools, tool_choice: 'none' })).text).toContain('[DONE]');
    expect(callsTo('converse-stream')).toHaveLength(1);
  });
});

describe('a stream', () => {
  it('is chunks with the role first, the usage last and an end mark', async () => {
    answer = (_, response) => streaming(response).end(Buffer.concat([started, delta('Good'), delta(' day "x"\n'), stopped('end_turn'), counted]));
    const { status, headers, text } = await ask(running.socket, path, streamed);
    expect([status, headers['content-type']]).toEqual([200, 'text/event-stream']);
    const all = dataOf(text);
    expect(all.slice(0, -1).every((chunk) => chunk.object === 'chat.completion.chunk' && chunk.model === 'variable' && chunk.id === all[0].id)).toBe(true);
    expect(all.map((chunk) => chunk.choices ?? chunk)).toEqual([
      [{ index: 0, delta: { role: 'assistant', content: '' }, logprobs: null, finish_reason: null }],
      [{ index: 0, delta: { content: 'Good' }, logprobs: null, finish_reason: null }],
      [{ index: 0, delta: { content: ' day "x"\n' }, logprobs: null, finish_reason: null }],
      [{ index: 0, delta: {}, logprobs: null, finish_reason: 'stop' }],
      [],
      'DONE',
    ]);
    expect(all[4].usage).toEqual({ prompt_tokens: 11, completion_tokens: 2, total_tokens: 13 });
    // Judged before it is passed on, and without a trace, which would repeat what was blocked.
    expect(JSON.parse(callsTo('converse-stream')[0]?.text ?? '').guardrailConfig).toEqual({
      guardrailIdentifier: 'gr12345',
      guardrailVersion: '3',
      trace: 'disabled',
      streamProcessingMode: 'sync',
    });
  });

  it('has no usage where none was asked for', async () => {
    answer = (_, response) => streaming(response).end(Buffer.concat([started, delta('x'), stopped('guardrail_intervened'), counted]));
    const all = dataOf((await ask(running.socket, path, { ...hello, stream: true })).text);
    expect(all.map((chunk) => chunk.usage)).toEqual([undefined, undefined, undefined, undefined]);
    expect(all[2].choices[0].finish_reason).toBe('content_filter');
  });

  it('arrives piece by piece', async () => {
    let release: () => void = () => undefined;
    answer = (_, response) => {
      streaming(response).write(Buffer.concat([started, delta('first')]));
      release = () => response.end(Buffer.concat([delta('second'), stopped('end_turn'), counted]));
    };
    const times: string[] = [];
    const { request } = await import('node:http');
    await new Promise<void>((resolve) => {
      const outgoing = request({ socketPath: running.socket, path, method: 'POST' }, (response) => {
        response.on('data', (piece) => {
          times.push(String(piece));
          if (String(piece).includes('first')) release();
        });
        response.on('end', resolve);
      });
      outgoing.end(JSON.stringify(streamed));
    });
    expect(times.join('')).toContain('second');
  });

  it.each([
    ['throttlingException', 429],
    ['serviceUnavailableException', 503],
    ['internalServerException', 503],
    ['validationException', 400],
  ])('whose first event is a %s has status %i: nothing was sent yet', async (type, status) => {
    answer = (_, response) => streaming(response).end(exception(type, 'no'));
    expect((await ask(running.socket, path, streamed)).status).toBe(status);
  });

  it('that fails on its way tells so in an event and has no end mark', async () => {
    answer = (_, response) => streaming(response).end(Buffer.concat([started, delta('Good'), exception('modelStreamErrorException', 'secret text')]));
    const { text } = await ask(running.socket, path, streamed);
    expect(dataOf(text).at(-1)).toEqual({
      error: { message: 'The host has no capacity at the moment.', type: 'server_error', param: null, code: 'model_error' },
    });
    expect(text).not.toContain('DONE');
    expect(log()).toMatch(/"event":"call failed","deployment":"variable.us-bedrock","status":503,.*"error":"ModelStreamErrorException"/);
    expect(log()).not.toContain('secret text');
  });

  it.each([
    ['its reason', Buffer.concat([started, delta('Good'), counted])],
    ['its usage', Buffer.concat([started, delta('Good'), stopped('end_turn')])],
  ])('that ends without %s has no end mark', async (_, bytes) => {
    answer = (__, response) => streaming(response).end(bytes);
    const { text } = await ask(running.socket, path, streamed);
    expect(dataOf(text).at(-1).error.code).toBe('host_error');
  });

  it('that is damaged ends as a failure', async () => {
    const damaged = delta('Good');
    damaged.writeUInt8(damaged.readUInt8(40) ^ 1, 40);
    answer = (_, response) => streaming(response).end(Buffer.concat([started, damaged]));
    expect(dataOf((await ask(running.socket, path, streamed)).text).at(-1).error.code).toBe('host_error');
  });
});
