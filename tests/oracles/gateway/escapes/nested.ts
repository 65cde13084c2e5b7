import { type Attempt, chat, type Target } from './attempt.js';

/** Members within members of a request. */
const members: Readonly<Record<string, (target: Target) => object>> = {
  'image at a URL': ({ canary }) => said([{ type: 'image_url', image_url: { url: `${canary}/image` } }]),
  'image of a file': () => said([{ type: 'image_url', image_url: { url: 'file:///etc/passwd' } }]),
  'video at a URL': ({ canary }) => said([{ type: 'video_url', video_url: { url: `${canary}/video` } }]),
  audio: ({ canary }) => said([{ type: 'input_audio', input_audio: { data: canary, format: 'wav' } }]),
  file: () => said([{ type: 'file', file: { file_id: 'file-x' } }]),
  'document at a URI': () => said([{ type: 'document', source: { s3Location: { uri: 's3://x/y' } } }]),
  'cache point': () => said([{ type: 'text', text: 'x', cache_control: { type: 'ephemeral' } }]),
  'field of a text': ({ canary }) => said([{ type: 'text', text: 'x', api_base: canary }]),
  'field of a message': ({ canary }) => ({ messages: [{ role: 'user', content: 'x', api_base: canary }] }),
  'role that a template reads': () => ({ messages: [{ role: 'ipython', content: 'x' }] }),
  'role as an object': () => ({ messages: [{ role: { $ne: 'x' }, content: 'x' }] }),
  'messages as an object': () => ({ messages: { role: 'user', content: 'x' } }),
  'no message': () => ({ messages: [] }),
  'text as an object': () => said([{ type: 'text', text: { url: 'x' } }]),
  'tool with a place': ({ canary }) => ({ tools: [{ type: 'function', url: canary, function: { name: 'f', parameters: {} } }] }),
  'tool of another type': ({ canary }) => ({ tools: [{ type: 'mcp', server_url: canary, server_label: 'x' }] }),
  'search tool': () => ({ tools: [{ type: 'web_search' }] }),
  'function with a place': ({ canary }) => ({ tools: [{ type: 'function', function: { name: 'f', parameters: {}, api_base: canary } }] }),
  'choice with more': () => ({
    tools: [{ type: 'function', function: { name: 'f' } }],
    tool_choice: { type: 'function', function: { name: 'f' }, priority: 1 },
  }),
  'stream option': () => ({ stream: true, stream_options: { include_usage: true, continuous_usage_stats: true } }),
  'no usage': () => ({ stream: true, stream_options: { include_usage: 'no' } }),
  'stream as a text': () => ({ stream: 'yes' }),
  'answer without end': () => ({ max_tokens: 100_000_000 }),
  'answer below zero': () => ({ max_tokens: -1 }),
  'part of a token': () => ({ max_tokens: 1.5 }),
  'number as a text': () => ({ max_tokens: '2' }),
  'thousand choices': () => ({ n: 1_000 }),
  'format with more': () => ({ response_format: { type: 'text', api_base: 'x' } }),
  'structural tag': () => ({ response_format: { type: 'structural_tag', structures: [], triggers: [] } }),
};

const said = (content: unknown) => ({ messages: [{ role: 'user', content }] });

export const nestedAttempts: readonly Attempt[] = Object.entries(members).map(([name, make]) => ({
  name: `within: ${name}`,
  expected: 'refused',
  send: async (target) => [(await target.client.ask({ key: target.key, body: chat(target.workload, make(target)) })).status],
}));
