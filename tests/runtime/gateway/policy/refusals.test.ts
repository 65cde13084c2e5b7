import { expect, it } from 'vitest';
import { chat } from './ask.js';
import { body, type Row, raw, refused } from './refused.js';

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

const message = refused([...requests, ...json]);

it('says what was received and what is allowed', async () => {
  expect(await message(body({ temperature: 3 }))).toBe('temperature is 3. Allowed: a number from 0 to 2.');
  expect(await message(body({ model: 'gpt-4o' }))).toMatch(/^The model "gpt-4o" does not exist or this key may not call it\. Allowed: plain, pictures, /);
  expect(await message(body({ fallbacks: ['us'] }))).toBe(
    'fallbacks is not a field that this model takes. Allowed: max_completion_tokens, max_tokens, messages, model, parallel_tool_calls, reasoning_effort, response_format, seed, stop, stream, stream_options, temperature, tool_choice, tools, user.',
  );
  expect(await message({ headers: { ':path': '/x' } })).toBe('There is no such path. Allowed: POST /v1/chat/completions, GET /v1/models.');
});
