import { type Attempt, chat, type Target } from './attempt.js';

/** Fields by which some gateway or server was ever steered. A function gets what it may use. */
const fields: Readonly<Record<string, unknown>> = {
  api_base: ({ canary }: Target) => canary,
  base_url: ({ canary }: Target) => canary,
  api_key: 'sk-of-the-caller',
  api_version: '2024-06-01',
  organization: 'org',
  aws_region_name: 'us-west-2',
  aws_role_name: 'arn:aws:iam::111122223333:role/other',
  aws_bedrock_runtime_endpoint: ({ canary }: Target) => canary,
  aws_sts_endpoint: ({ canary }: Target) => canary,
  model_id: 'arn:aws:bedrock:us-west-2:111122223333:application-inference-profile/other',
  modelId: 'us.meta.llama3-3-70b-instruct-v1:0',
  custom_llm_provider: 'openai',
  provider: 'bedrock',
  vertex_location: 'us-central1',
  vertex_project: 'other',
  fallbacks: ({ other }: Target) => [other],
  context_window_fallbacks: ({ other }: Target) => [{ x: [other] }],
  model_list: ({ canary }: Target) => [{ model_name: 'x', litellm_params: { model: 'openai/x', api_base: canary } }],
  user_config: ({ canary }: Target) => ({ model_list: [{ api_base: canary }] }),
  litellm_params: ({ canary }: Target) => ({ api_base: canary }),
  route: ({ other }: Target) => other,
  router: 'other',
  host: 'us-bedrock',
  deployment: 'us-bedrock',
  endpoint: ({ canary }: Target) => canary,
  region: 'us-west-2',
  zone: 'us',
  workload: ({ other }: Target) => other,
  team: 'other',
  priority: -100,
  extra_body: { priority: -100 },
  extra_headers: { 'x-vllm-priority': '-100' },
  headers: { authorization: 'Bearer x' },
  extra_query: { api: 'x' },
  tags: ['eu'],
  metadata: { tags: ['eu'] },
  timeout: 1,
  num_retries: 9,
  mock_response: 'x',
  mock_testing_fallbacks: true,
  guardrails: [],
  guardrailConfig: { guardrailIdentifier: 'none', guardrailVersion: '1' },
  guardrail_config: { guardrailIdentifier: 'none' },
  additionalModelRequestFields: { x: 1 },
  additional_model_request_fields: { x: 1 },
  performanceConfig: { latency: 'optimized' },
  requestMetadata: { x: 'y' },
  kv_transfer_params: { do_remote_prefill: true, remote_host: '127.0.0.1', remote_port: 1 },
  vllm_xargs: { session_id: 'x' },
  session_id: 'x',
  request_id: 'x',
  cache_salt: 'x',
  data_parallel_rank: 1,
  chat_template: '{{ messages }}',
  chat_template_kwargs: { x: 1 },
  documents: [{ text: 'x' }],
  mm_processor_kwargs: { x: 1 },
  echo: true,
  return_token_ids: true,
  return_prompt_text: true,
  use_beam_search: true,
  store: true,
  web_search_options: {},
  service_tier: 'priority',
  vector_store_ids: ['x'],
  plugins: [{ id: 'web' }],
  data_sources: [{ type: 'azure_search', parameters: { endpoint: 'https://x' } }],
};

const field = (name: string, value: unknown): Attempt => ({
  name: `field ${name}`,
  expected: 'refused',
  send: async (target) => {
    const given = typeof value === 'function' ? value(target) : value;
    return [(await target.client.ask({ key: target.key, body: chat(target.workload, { [name]: given }) })).status];
  },
});

/** Bodies that two readers may read differently. */
type Text = (target: Target) => string | Buffer;
const texts: Readonly<Record<string, Text>> = {
  'model twice': ({ workload, other }) => `{"model":"${other}","model":"${workload}","messages":[{"role":"user","content":"x"}]}`,
  'model twice, the other last': ({ workload, other }) => `{"model":"${workload}","model":"${other}","messages":[{"role":"user","content":"x"}]}`,
  'messages twice': ({ workload }) => `{"model":"${workload}","messages":[{"role":"user","content":"x"}],"messages":[{"role":"user","content":"y"}]}`,
  'content twice': ({ workload }) => `{"model":"${workload}","messages":[{"role":"user","content":"x","content":"y"}]}`,
  'priority, escaped': ({ workload }) => `{"model":"${workload}","\\u0070riority":-5,"messages":[{"role":"user","content":"x"}]}`,
  'priority in capitals': ({ workload }) => JSON.stringify(chat(workload, { PRIORITY: -5 })),
  'its prototype': ({ workload }) => `{"model":"${workload}","__proto__":{"priority":-5},"messages":[{"role":"user","content":"x"}]}`,
  'its constructor': ({ workload }) => `{"model":"${workload}","constructor":{"prototype":{"priority":-5}},"messages":[{"role":"user","content":"x"}]}`,
  'two documents': ({ workload, other }) => JSON.stringify(chat(workload)) + JSON.stringify(chat(other)),
  'a second line': ({ workload, other }) => `${JSON.stringify(chat(workload))}\n${JSON.stringify(chat(other))}`,
  'a list of requests': ({ workload }) => JSON.stringify([chat(workload)]),
  'byte order mark': ({ workload }) => `\ufeff${JSON.stringify(chat(workload))}`,
  'UTF-16': ({ workload }) => Buffer.from(JSON.stringify(chat(workload)), 'utf16le'),
  'invalid UTF-8 in a name': ({ workload }) => Buffer.from(JSON.stringify(chat(workload, { 'p\u00ffriority': 1 })), 'latin1'),
  comment: ({ workload }) => `/* x */${JSON.stringify(chat(workload))}`,
  NaN: ({ workload }) => JSON.stringify(chat(workload)).replace('"max_tokens":2', '"temperature":NaN'),
  'infinite number': ({ workload }) => JSON.stringify(chat(workload)).replace('"max_tokens":2', '"temperature":1e999'),
  'ten thousand brackets': ({ workload }) => JSON.stringify(chat(workload)).replace('"attempt"', `${'['.repeat(10_000)}${']'.repeat(10_000)}`),
  form: ({ workload }) => `model=${workload}&messages=x`,
  nothing: () => '',
  'no JSON': () => 'attempt',
};

const text = ([name, make]: readonly [string, (target: Target) => string | Buffer]): Attempt => ({
  name: `body: ${name}`,
  expected: 'refused',
  send: async (target) => [(await target.client.ask({ key: target.key, body: make(target) })).status],
});

/** Values of `model` that are not a workload of the key. */
const models: Readonly<Record<string, (target: Target) => unknown>> = {
  'of another key': ({ other }) => other,
  'name on the server': () => 'llama70',
  release: () => 'llama-3.3-70b-instruct',
  'workload and host': ({ workload }) => `${workload}.us-bedrock`,
  'provider and name': () => 'bedrock/us.meta.llama3-3-70b-instruct-v1:0',
  path: ({ workload, other }) => `${workload}/../${other}`,
  'other case': ({ workload }) => workload.toUpperCase(),
  'space after': ({ workload }) => `${workload} `,
  'zero byte after': ({ workload }) => `${workload}\u0000`,
  'look-alike letter': ({ workload }) => workload.replace('e', '\u0435').replace('o', '\u043e').replace('a', '\u0430'),
  list: ({ workload, other }) => [workload, other],
  object: ({ workload }) => ({ name: workload }),
  null: () => null,
  number: () => 1,
  'member of every object': () => 'constructor',
  '100 kB': () => 'x'.repeat(100_000),
};

const model = ([name, make]: readonly [string, (target: Target) => unknown]): Attempt => ({
  name: `model: ${name}`,
  expected: 'refused',
  send: async (target) => [(await target.client.ask({ key: target.key, body: { ...chat(''), model: make(target) } })).status],
});

export const fieldAttempts: readonly Attempt[] = [
  ...Object.entries(fields).map(([name, value]) => field(name, value)),
  ...Object.entries(texts).map(text),
  ...Object.entries(models).map(model),
];
