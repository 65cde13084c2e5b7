import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logged } from './logged.js';
import { type Asked, ask, json } from './loopback.js';
import { converse, path, profile, type Running, translator } from './translator.js';

const hello = { model: 'variable', messages: [{ role: 'user', content: 'Hello' }] };
const streamed = { ...hello, stream: true, stream_options: { include_usage: true } };

logged();
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
