import type { Sent } from './ask.js';
import { body, type Row, raw, refused } from './refused.js';

const say = (message: object): Sent => body({ messages: [message] });
const user = (content: unknown): Sent => say({ role: 'user', content });
const picture = (url: string, more: object = {}): Sent =>
  body({ model: 'pictures', messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url, ...more } }] }] });
const call = { id: 'c1', type: 'function', function: { name: 'look', arguments: '{}' } };

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

refused(messages);
