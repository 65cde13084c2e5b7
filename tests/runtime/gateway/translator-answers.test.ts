import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exception } from './event-stream.js';
import { logged } from './logged.js';
import { type Asked, ask, json } from './loopback.js';
import { converse, counted, delta, path, profile, type Running, started, stopped, streaming, translator } from './translator.js';

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

describe('an answer', () => {
  it('is a chat.completion with the model that was asked for, and its usage', async () => {
    answer = (_, response) => converse(response);
    const { status, text } = await ask(running.socket, path, { ...hello, temperature: 0.5, top_p: 0.9, max_tokens: 100, stop: 'END', priority: 7 });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
      id: expect.stringMatching(/^chatcmpl-[0-9a-f-]{36}$/),
      object: 'chat.completion',
      created: expect.any(Number),
      model: 'variable',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Good day.', refusal: null }, logprobs: null, finish_reason: 'stop' }],
      usage: { prompt_tokens: 11, completion_tokens: 4, total_tokens: 15 },
    });
    expect(callsTo('converse').map((asked) => [asked.path, JSON.parse(asked.text)])).toEqual([
      [
        `/model/${encodeURIComponent(profile)}/converse`,
        {
          messages: [{ role: 'user', content: [{ guardContent: { text: { text: 'Hello' } } }] }],
          inferenceConfig: { temperature: 0.5, topP: 0.9, maxTokens: 100, stopSequences: ['END'] },
          guardrailConfig: { guardrailIdentifier: 'gr12345', guardrailVersion: '3', trace: 'disabled' },
        },
      ],
    ]);
  });

  it('is signed with the credentials of the workload, which those of the task asked for', async () => {
    answer = (_, response) => converse(response);
    await ask(running.socket, path, hello);
    await ask(running.socket, path, hello);
    const [task, sts, ...calls] = running.aws.asked;
    expect(task?.path).toBe('/v2/credentials/a');
    expect(sts?.headers.authorization).toContain('Credential=TASK/');
    expect(Object.fromEntries(new URLSearchParams(sts?.text))).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: 'arn:aws:iam::111122223333:role/llama-platform-acme-variable',
      RoleSessionName: 'us.us-bedrock',
    });
    expect(calls.map(({ headers }) => headers.authorization)).toEqual(
      Array(2).fill(expect.stringMatching(/Credential=AK-llama-platform-acme-variable\/\d+\/us-east-2\/bedrock\//)),
    );
    expect(calls[0]?.headers['x-amz-security-token']).toBe('session-of-llama-platform-acme-variable');
  });

  it('has the calls of tools that the model makes', async () => {
    answer = (_, response) =>
      converse(response, {
        stopReason: 'tool_use',
        output: { message: { role: 'assistant', content: [{ toolUse: { toolUseId: 'call_1', name: 'weather', input: { city: 'Turku' } } }] } },
      });
    const tools = [
      { type: 'function', function: { name: 'weather', description: 'Weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } },
    ];
    const { text } = await ask(running.socket, path, { ...hello, tools, tool_choice: 'auto' });
    expect(JSON.parse(text).choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: null, tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Turku"}' } }] },
    });
  });

  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['guardrail_intervened', 'content_filter'],
    ['content_filtered', 'content_filter'],
  ])('that ended with %s has finish_reason %s', async (stopReason, finish) => {
    answer = (_, response) => converse(response, { stopReason });
    expect(JSON.parse((await ask(running.socket, path, hello)).text).choices[0].finish_reason).toBe(finish);
  });

  it.each([
    ['a reason that is not known', { stopReason: 'bored' }],
    ['malformed output', { stopReason: 'malformed_model_output' }],
    ['no usage', { usage: undefined }],
    ['a block that is not known', { output: { message: { role: 'assistant', content: [{ reasoningContent: { reasoningText: { text: 'Hm.' } } }] } } }],
  ])('with %s is an error, not half an answer', async (_, edit) => {
    answer = (__, response) => converse(response, edit);
    const { status, text } = await ask(running.socket, path, hello);
    expect([status, JSON.parse(text).error.code]).toEqual([502, 'host_error']);
  });
});

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

describe('an error of Bedrock', () => {
  it.each([
    [429, 'ThrottlingException', 429, 'rate_limit_exceeded'],
    [400, 'ServiceQuotaExceededException', 429, 'rate_limit_exceeded'],
    [503, 'ServiceUnavailableException', 503, 'host_unavailable'],
    [429, 'ModelNotReadyException', 503, 'model_not_ready'],
    [408, 'ModelTimeoutException', 503, 'model_timeout'],
    [424, 'ModelErrorException', 503, 'model_error'],
    [500, 'InternalServerException', 503, 'host_unavailable'],
    [403, 'AccessDeniedException', 502, 'host_error'],
    [403, 'ExpiredTokenException', 502, 'host_error'],
    [404, 'ResourceNotFoundException', 502, 'host_error'],
    [418, 'SomethingNew', 502, 'host_error'],
  ])('%i %s is %i %s, once, without what it names', async (given, name, status, code) => {
    answer = (_, response) => json(response, given, { message: `User ${profile} may not` }, { 'x-amzn-errortype': name });
    for (const body of [hello, streamed]) {
      const got = await ask(running.socket, path, body);
      expect([got.status, JSON.parse(got.text).error.code]).toEqual([status, code]);
      expect(got.text).not.toMatch(/arn:|111122223333/);
    }
    expect(callsTo('converse')).toHaveLength(1);
    expect(callsTo('converse-stream')).toHaveLength(1);
  });

  it('about the request is told, without names of ours', async () => {
    answer = (_, response) =>
      json(
        response,
        400,
        { message: `This model doesn't support the stopSequences field of ${profile} in 111122223333.` },
        { 'x-amzn-errortype': 'ValidationException' },
      );
    const { status, text } = await ask(running.socket, path, hello);
    expect(status).toBe(400);
    expect(JSON.parse(text).error).toEqual({
      message: "This model doesn't support the stopSequences field of (a resource) in (an account).",
      type: 'invalid_request_error',
      param: null,
      code: 'unsupported_value',
    });
  });

  it('about a prompt that is too long has the code that clients know', async () => {
    answer = (_, response) => json(response, 400, { message: 'Input is too long for requested model.' }, { 'x-amzn-errortype': 'ValidationException' });
    expect(JSON.parse((await ask(running.socket, path, hello)).text).error.code).toBe('context_length_exceeded');
  });
});
