import { afterAll, describe, expect, it } from 'vitest';
import { ask, chat, type Sent, serviceWith } from './ask.js';

const { service, close } = serviceWith();
afterAll(close);

type Row = readonly [what: string, sent: Sent, status: number, code: string, param?: string | null];
const body = (change: object): Sent => ({ body: chat(change) });
const raw = (text: string | Buffer): Sent => ({ body: text });
const say = (message: object): Sent => body({ messages: [message] });
const user = (content: unknown): Sent => say({ role: 'user', content });
const picture = (url: string, more: object = {}): Sent =>
  body({ model: 'pictures', messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url, ...more } }] }] });
const tool = (change: object = {}) => ({ type: 'function', function: { name: 'look', ...change } });
const call = { id: 'c1', type: 'function', function: { name: 'look', arguments: '{}' } };

const requests: readonly Row[] = [
  ['another path', { headers: { ':path': '/v1/completions' } }, 404, 'unknown_url'],
  ['a path that ends with a slash', { headers: { ':path': '/v1/chat/completions/' } }, 404, 'unknown_url'],
  ['a path in other letters', { headers: { ':path': '/V1/chat/completions' } }, 404, 'unknown_url'],
  ['a path with an escape', { headers: { ':path': '/v1/chat%2Fcompletions' } }, 404, 'unknown_url'],
  ['a path that goes up', { headers: { ':path': '/v1/models/../chat/completions' } }, 404, 'unknown_url'],
  ['a name that every object has', { headers: { ':path': 'constructor' } }, 404, 'unknown_url'],
  ['one model', { headers: { ':path': '/v1/models/plain', ':method': 'GET' } }, 404, 'unknown_url'],
  ['embeddings', { headers: { ':path': '/v1/embeddings' } }, 404, 'unknown_url'],
  ['health of the host', { headers: { ':path': '/health', ':method': 'GET' } }, 404, 'unknown_url'],
  ['chat by GET', { headers: { ':method': 'GET' }, endOfStream: true }, 405, 'method_not_allowed'],
  ['chat by OPTIONS', { headers: { ':method': 'OPTIONS' }, endOfStream: true }, 405, 'method_not_allowed'],
  ['models by POST', { headers: { ':path': '/v1/models' } }, 405, 'method_not_allowed'],
  ['models by HEAD', { headers: { ':path': '/v1/models', ':method': 'HEAD' }, endOfStream: true }, 405, 'method_not_allowed'],
  ['a query', { headers: { ':path': '/v1/chat/completions?api_base=http://x' } }, 400, 'unknown_parameter'],
  ['an empty query', { headers: { ':path': '/v1/chat/completions?' } }, 400, 'unknown_parameter'],
  ['a fragment', { headers: { ':path': '/v1/chat/completions#x' } }, 400, 'unknown_parameter'],
  ['models with a query', { headers: { ':path': '/v1/models?limit=1', ':method': 'GET' }, endOfStream: true }, 400, 'unknown_parameter'],
  ['no key', { headers: { authorization: undefined } }, 401, 'invalid_api_key'],
  ['an unknown key', { headers: { authorization: 'Bearer key-of-nobody' } }, 401, 'invalid_api_key'],
  ['an empty key', { headers: { authorization: 'Bearer ' } }, 401, 'invalid_api_key'],
  ['a key in another scheme', { headers: { authorization: 'Basic key-of-all' } }, 401, 'invalid_api_key'],
  ['a key in another header', { headers: { authorization: undefined, 'api-key': 'key-of-all' } }, 401, 'invalid_api_key'],
  ['a key with a space behind', { headers: { authorization: 'Bearer key-of-all ' } }, 401, 'invalid_api_key'],
  ['two keys', { headers: { authorization: 'Bearer key-of-all, Bearer key-of-all' } }, 401, 'invalid_api_key'],
  ['the digest in place of the key', { headers: { authorization: `Bearer ${'0'.repeat(64)}` } }, 401, 'invalid_api_key'],
  ['models without a key', { headers: { ':path': '/v1/models', ':method': 'GET', authorization: undefined }, endOfStream: true }, 401, 'invalid_api_key'],
  ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'unsupported_media_type'],
  ['no media type', { headers: { 'content-type': undefined } }, 415, 'unsupported_media_type'],
  ['another character set', { headers: { 'content-type': 'application/json; charset=utf-16' } }, 415, 'unsupported_media_type'],
  ['a compressed body', { headers: { 'content-encoding': 'gzip' } }, 415, 'unsupported_media_type'],
  ['no body', { endOfStream: true }, 400, 'invalid_json'],
  ['a body that says it is too large', { headers: { 'content-length': '400001' } }, 413, 'request_too_large'],
  ['a body that is too large', raw(' '.repeat(400_001)), 400, 'invalid_json'],
  ['a body of JSON that is too large', raw(`${JSON.stringify(chat())}${' '.repeat(400_000)}`), 413, 'request_too_large'],
];

const json: readonly Row[] = [
  ['no JSON', raw('{"model":'), 400, 'invalid_json'],
  ['an empty body', raw(''), 400, 'invalid_json'],
  ['a comment', raw('{"model":"plain"/**/}'), 400, 'invalid_json'],
  ['NaN', raw('{"model":"plain","temperature":NaN}'), 400, 'invalid_json'],
  ['a list', raw('[]'), 400, 'invalid_json'],
  ['null', raw('null'), 400, 'invalid_json'],
  ['a byte order mark', raw('\ufeff{}'), 400, 'invalid_json'],
  ['Latin-1', raw(Buffer.from('{"model":"caf\xe9"}', 'latin1')), 400, 'invalid_json'],
  ['a surrogate in UTF-8', raw(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])), 400, 'invalid_json'],
  ['half of a surrogate pair', raw(String.raw`{"model":"plain","messages":[{"role":"user","content":"\ud83d"}]}`), 400, 'invalid_json'],
  ['a field twice', raw('{"model":"plain","model":"secret"}'), 400, 'invalid_json'],
  ['a field twice, once in escapes', raw(String.raw`{"model":"plain","mode\u006c":"secret"}`), 400, 'invalid_json'],
  ['a field twice, deep inside', raw('{"model":"plain","messages":[{"role":"user","content":"x","role" : "system"}]}'), 400, 'invalid_json'],
  ['65 lists in one another', raw(`${'['.repeat(65)}${']'.repeat(65)}`), 400, 'invalid_json'],
  ['a hundred thousand lists in one another', raw(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), 400, 'invalid_json'],
  ['a number too large for any', raw('{"temperature":1e400}'), 400, 'invalid_json'],
  ['a number that loses digits', raw('{"seed":9007199254740993}'), 400, 'invalid_json'],
];

const steering = [
  'fallbacks',
  'aws_region_name',
  'custom_llm_provider',
  'model_id',
  'api_base',
  'api_key',
  'base_url',
  'priority',
  'extra_body',
  'extra_headers',
];
const more = [
  'metadata',
  'tags',
  'user_config',
  'litellm_params',
  'chat_template',
  'prompt_logprobs',
  'guided_json',
  'kv_transfer_params',
  'cache_salt',
  '__proto__',
];

const fields: readonly Row[] = [
  ...[...steering, ...more].map((name): Row => [name, raw(JSON.stringify(chat()).replace('{', `{${JSON.stringify(name)}:1,`)), 400, 'unknown_parameter', name]),
  ['a field that the workload lacks', body({ logprobs: true }), 400, 'unknown_parameter', 'logprobs'],
  ['a field in other letters', body({ Temperature: 1 }), 400, 'unknown_parameter', 'Temperature'],
  ['no model', raw('{"messages":[]}'), 400, 'missing_required_parameter', 'model'],
  ['a model that is no text', body({ model: 7 }), 400, 'invalid_value', 'model'],
  ['an unknown model', body({ model: 'gpt-4o' }), 404, 'model_not_found', 'model'],
  ['a model of another team', body({ model: 'secret' }), 404, 'model_not_found', 'model'],
  ['a model of another zone', { headers: { authorization: 'Bearer key-of-plain' }, body: chat({ model: 'of-another-zone' }) }, 404, 'model_not_found', 'model'],
  ["the host's name of the model", body({ model: 'llama-70b' }), 404, 'model_not_found', 'model'],
  ['a model in other letters', body({ model: 'Plain' }), 404, 'model_not_found', 'model'],
  ['a name that every object has', body({ model: 'constructor' }), 404, 'model_not_found', 'model'],
  ['temperature above', body({ temperature: 2.1 }), 400, 'invalid_value', 'temperature'],
  ['temperature below', body({ temperature: -1 }), 400, 'invalid_value', 'temperature'],
  ['temperature as text', body({ temperature: '1' }), 400, 'invalid_value', 'temperature'],
  ['half a seed', body({ seed: 0.5 }), 400, 'invalid_value', 'seed'],
  ['a long user', body({ user: 'x'.repeat(9) }), 400, 'invalid_value', 'user'],
  ['another effort', body({ reasoning_effort: 'medium' }), 400, 'invalid_value', 'reasoning_effort'],
  ['a switch as number', body({ parallel_tool_calls: 1 }), 400, 'invalid_value', 'parallel_tool_calls'],
  ['three stops', body({ stop: ['a', 'b', 'c'] }), 400, 'invalid_value', 'stop'],
  ['no stops', body({ stop: [] }), 400, 'invalid_value', 'stop'],
  ['an empty stop', body({ stop: '' }), 400, 'invalid_value', 'stop.0'],
  ['a long stop', body({ stop: ['a', 'abcdef'] }), 400, 'invalid_value', 'stop.1'],
  ['a stop as number', body({ stop: [1] }), 400, 'invalid_value', 'stop.0'],
  ['no tokens', body({ max_tokens: 0 }), 400, 'invalid_value', 'max_tokens'],
  ['tokens as text', body({ max_completion_tokens: '5' }), 400, 'invalid_value', 'max_completion_tokens'],
  ['both names of tokens', body({ max_tokens: 5, max_completion_tokens: 5 }), 400, 'invalid_value', 'max_completion_tokens'],
  ['a name of tokens that the workload lacks', body({ model: 'pictures', max_completion_tokens: 5 }), 400, 'unknown_parameter', 'max_completion_tokens'],
  ['stream as text', body({ stream: 'true' }), 400, 'invalid_value', 'stream'],
  ['options without a stream', body({ stream_options: { include_usage: true } }), 400, 'invalid_value', 'stream_options'],
  ['options as list', body({ stream: true, stream_options: [] }), 400, 'invalid_value', 'stream_options'],
  [
    'another option',
    body({ stream: true, stream_options: { continuous_usage_stats: true } }),
    400,
    'unknown_parameter',
    'stream_options.continuous_usage_stats',
  ],
  ['usage as text', body({ stream: true, stream_options: { include_usage: 'yes' } }), 400, 'invalid_value', 'stream_options.include_usage'],
  ['options where the host has none', body({ model: 'pictures', stream: true, stream_options: {} }), 400, 'unknown_parameter', 'stream_options'],
  ['another response format', body({ response_format: { type: 'grammar' } }), 400, 'invalid_value', 'response_format.type'],
  ['a schema beside another format', body({ response_format: { type: 'text', json_schema: {} } }), 400, 'invalid_value', 'response_format.json_schema'],
  ['a format with a regular expression', body({ response_format: { type: 'json_object', regex: '.*' } }), 400, 'unknown_parameter', 'response_format.regex'],
  [
    'a schema without a name',
    body({ response_format: { type: 'json_schema', json_schema: { schema: {} } } }),
    400,
    'missing_required_parameter',
    'response_format.json_schema.name',
  ],
  [
    'a format without its schema',
    body({ response_format: { type: 'json_schema', json_schema: { name: 'n' } } }),
    400,
    'invalid_value',
    'response_format.json_schema.schema',
  ],
  [
    'a schema where the host has none',
    body({ model: 'pictures', response_format: { type: 'json_schema', json_schema: {} } }),
    400,
    'unknown_parameter',
    'response_format.json_schema',
  ],
  ['three tools', body({ tools: [tool(), tool({ name: 'b' }), tool({ name: 'c' })] }), 400, 'invalid_value', 'tools'],
  ['a tool twice', body({ tools: [tool(), tool()] }), 400, 'invalid_value', 'tools'],
  ['a tool that the host runs', body({ tools: [{ type: 'web_search' }] }), 400, 'invalid_value', 'tools.0.type'],
  ['a name with a space', body({ tools: [tool({ name: 'a b' })] }), 400, 'invalid_value', 'tools.0.function.name'],
  ['parameters as text', body({ tools: [tool({ parameters: '{}' })] }), 400, 'invalid_value', 'tools.0.function.parameters'],
  ['another field of a tool', body({ tools: [{ ...tool(), url: 'http://x' }] }), 400, 'unknown_parameter', 'tools.0.url'],
  ['another field of a function', body({ tools: [tool({ url: 'http://x' })] }), 400, 'unknown_parameter', 'tools.0.function.url'],
  ['a choice without tools', body({ tool_choice: 'auto' }), 400, 'invalid_value', 'tool_choice'],
  ['another choice', body({ tools: [tool()], tool_choice: 'any' }), 400, 'invalid_value', 'tool_choice'],
  ['a choice of no tool', body({ tools: [tool()], tool_choice: tool({ name: 'other' }) }), 400, 'invalid_value', 'tool_choice.function.name'],
  [
    'tools that the model may call where the host does not let it',
    body({ model: 'pictures', tools: [tool()] }),
    400,
    'missing_required_parameter',
    'tool_choice',
  ],
  ['a named choice where the host has none', body({ model: 'pictures', tool_choice: tool() }), 400, 'invalid_value', 'tool_choice'],
];

const messages: readonly Row[] = [
  ['no messages', raw('{"model":"plain"}'), 400, 'missing_required_parameter', 'messages'],
  ['messages as text', body({ messages: 'hello' }), 400, 'invalid_value', 'messages'],
  ['an empty list', body({ messages: [] }), 400, 'invalid_value', 'messages'],
  ['a message as text', body({ messages: ['hello'] }), 400, 'invalid_value', 'messages.0'],
  ['no role', say({ content: 'x' }), 400, 'missing_required_parameter', 'messages.0.role'],
  ['another role', say({ role: 'developer', content: 'x' }), 400, 'invalid_value', 'messages.0.role'],
  ['a role that the host lacks', body({ model: 'pictures', messages: [{ role: 'system', content: 'x' }] }), 400, 'invalid_value', 'messages.0.role'],
  ['no content', say({ role: 'user' }), 400, 'missing_required_parameter', 'messages.0.content'],
  ['content null', user(null), 400, 'invalid_value', 'messages.0.content'],
  ['no parts', user([]), 400, 'invalid_value', 'messages.0.content'],
  ['another part', user([{ type: 'input_audio', input_audio: {} }]), 400, 'invalid_value', 'messages.0.content.0.type'],
  ['a part as text', user(['x']), 400, 'invalid_value', 'messages.0.content.0'],
  ['another field of a part', user([{ type: 'text', text: 'x', cache_control: {} }]), 400, 'unknown_parameter', 'messages.0.content.0.cache_control'],
  ['another field of a message', say({ role: 'user', content: 'x', name: 'Ann' }), 400, 'unknown_parameter', 'messages.0.name'],
  [
    'a picture where the host sees none',
    user([{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }]),
    400,
    'invalid_value',
    'messages.0.content.0.type',
  ],
  ['a picture to fetch', picture('https://169.254.169.254/latest'), 400, 'invalid_value', 'messages.0.content.0.image_url.url'],
  ['a picture in a file', picture('file:///etc/passwd'), 400, 'invalid_value', 'messages.0.content.0.image_url.url'],
  ['a drawing with scripts', picture('data:image/svg+xml;base64,AAAA'), 400, 'invalid_value', 'messages.0.content.0.image_url.url'],
  ['a picture that is no base64', picture('data:image/png;base64,A*=='), 400, 'invalid_value', 'messages.0.content.0.image_url.url'],
  ['a picture in more detail', picture('data:image/png;base64,AAAA', { detail: 'high' }), 400, 'invalid_value', 'messages.0.content.0.image_url.detail'],
  [
    'a picture that the assistant shows',
    body({ model: 'pictures', messages: [{ role: 'assistant', content: [{ type: 'image_url' }] }] }),
    400,
    'invalid_value',
    'messages.0.content.0.type',
  ],
  [
    'calls where the host has none',
    body({ model: 'pictures', messages: [{ role: 'assistant', content: 'x', tool_calls: [call] }] }),
    400,
    'invalid_value',
    'messages.0.tool_calls',
  ],
  ['a result where the host has no tools', body({ model: 'pictures', messages: [{ role: 'tool', content: 'x' }] }), 400, 'invalid_value', 'messages.0.role'],
  ['an assistant that says nothing', say({ role: 'assistant', content: null }), 400, 'missing_required_parameter', 'messages.0.content'],
  ['an assistant that refuses', say({ role: 'assistant', content: 'x', refusal: 'no' }), 400, 'invalid_value', 'messages.0.refusal'],
  [
    'a call without its arguments',
    say({ role: 'assistant', tool_calls: [{ ...call, function: { name: 'look' } }] }),
    400,
    'missing_required_parameter',
    'messages.0.tool_calls.0.function.arguments',
  ],
  ['a result of no call', say({ role: 'tool', content: 'x' }), 400, 'missing_required_parameter', 'messages.0.tool_call_id'],
  ['a result of no function', say({ role: 'tool', content: 'x', tool_call_id: 'c', name: 'a b' }), 400, 'invalid_value', 'messages.0.name'],
  ['the assistant last', say({ role: 'assistant', content: 'x' }), 400, 'invalid_value', 'messages.0.role'],
  ['instructions alone', say({ role: 'system', content: 'x' }), 400, 'invalid_value', 'messages.0.role'],
  ['what surely does not fit', user('é'.repeat(64_001)), 400, 'context_length_exceeded', 'messages'],
  [
    'what does not fit with its answer',
    body({ messages: [{ role: 'user', content: 'x'.repeat(128 * 801) }], max_tokens: 200 }),
    400,
    'context_length_exceeded',
    'messages',
  ],
];

describe.each<{ readonly what: string; readonly rows: readonly Row[] }>([
  { what: 'requests', rows: requests },
  { what: 'JSON', rows: json },
  { what: 'fields', rows: fields },
  { what: 'messages', rows: messages },
])('refused $what', ({ rows }) => {
  it.each(rows.map(([what, sent, status, code, param = null]) => ({ what, sent, status, code, param })))('$what', async ({ sent, status, code, param }) => {
    const { refused } = await ask(service, sent);
    expect(refused).toMatchObject({ status, details: `policy:${code}`, body: { error: { code, param, type: 'invalid_request_error' } } });
    expect(refused?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(refused?.body.error.message).toMatch(/[.]$/);
  });
});

it('says what was received and what is allowed', async () => {
  const message = async (sent: Sent) => (await ask(service, sent)).refused?.body.error.message;
  expect(await message(body({ temperature: 3 }))).toBe('temperature is 3. Allowed: a number from 0 to 2.');
  expect(await message(body({ model: 'gpt-4o' }))).toMatch(/^The model "gpt-4o" does not exist or this key may not call it\. Allowed: plain, pictures, /);
  expect(await message(body({ fallbacks: ['us'] }))).toBe(
    'fallbacks is not a field that this model takes. Allowed: max_completion_tokens, max_tokens, messages, model, parallel_tool_calls, reasoning_effort, response_format, seed, stop, stream, stream_options, temperature, tool_choice, tools, user.',
  );
  expect(await message({ headers: { ':path': '/x' } })).toBe('There is no such path. Allowed: POST /v1/chat/completions, GET /v1/models.');
});
