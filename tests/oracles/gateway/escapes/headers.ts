import { type Attempt, chat, type Target } from './attempt.js';

type Given = string | readonly string[] | ((target: Target) => string | readonly string[]);

/** Headers that steer a proxy or a server, of which no host may see anything. */
const stripped: Readonly<Record<string, Given>> = {
  'x-vllm-priority': '-100',
  'x-data-parallel-rank': '1',
  'x-session-id': 'steered',
  'x-envoy-original-dst-host': ({ canary }) => canary.slice('http://'.length),
  'x-envoy-original-path': '/steered',
  'x-envoy-retry-on': '5xx',
  'x-envoy-max-retries': '77',
  // Were they obeyed, the request would fail.
  'x-envoy-upstream-rq-timeout-ms': '1',
  'x-envoy-upstream-rq-per-try-timeout-ms': '1',
  'x-envoy-upstream-alt-stat-name': 'steered',
  'x-envoy-hedge-on-per-try-timeout': 'true',
  'x-envoy-decorator-operation': 'steered',
  'x-envoy-force-trace': 'steered',
  'x-envoy-internal': 'true',
  'x-envoy-attempt-count': '77',
  'x-forwarded-host': 'steered.example',
  'x-forwarded-proto': 'http',
  'x-original-url': '/steered',
  'x-rewrite-url': '/steered',
  'x-http-method-override': 'PUT',
  forwarded: 'host=steered.example',
  via: '1.1 steered',
  cookie: 'steered=1',
  'api-key': 'steered',
  'x-api-key': 'steered',
  'openai-organization': 'steered',
  'x-amzn-bedrock-guardrailidentifier': 'steered',
  'x-amz-security-token': 'steered',
  'x-goog-user-project': 'steered',
  'x-goog-request-params': 'location=steered',
  'x-ms-model-mesh-model-name': 'steered',
  'extra-parameters': 'pass-through',
  'azureml-model-deployment': 'steered',
  'x-gateway-workload': ({ other }) => `steered-${other}`,
  'x-gateway-host': 'steered',
  'x-workload': 'steered',
  'x-litellm-tags': 'steered',
  'x-portkey-custom-host': 'steered',
  'x-aistore-host': 'steered',
  baggage: 'steered=1',
  'x-unknown-to-anybody': 'steered',
  'endpoint-load-metrics-format': 'steered',
  te: 'trailers',
  'transfer-encoding': 'chunked',
};

const header = ([name, given]: readonly [string, Given]): Attempt => ({
  name: `header ${name}`,
  expected: 'harmless',
  trace: () => (name === 'te' || name === 'transfer-encoding' ? 'none' : 'steered'),
  send: async (target) => {
    const value = typeof given === 'function' ? given(target) : given;
    return [(await target.client.ask({ key: target.key, body: chat(target.workload), headers: { [name]: value } })).status];
  },
});

/** Ways to show a key that is none, or not one alone. */
const keys: Readonly<
  Record<
    string,
    (target: Target) => { readonly key?: string | undefined; readonly headers?: Readonly<Record<string, string | readonly string[]>>; readonly path?: string }
  >
> = {
  none: () => ({}),
  empty: () => ({ headers: { authorization: 'Bearer ' } }),
  'a wrong one': () => ({ key: 'sk-wrong' }),
  'digest of the right one': () => ({ key: '0'.repeat(64) }),
  'the right one in Basic': ({ key }) => ({ headers: { authorization: `Basic ${Buffer.from(`:${key}`).toString('base64')}` } }),
  'the right one in api-key': ({ key }) => ({ headers: { 'api-key': key } }),
  'the right one in a cookie': ({ key }) => ({ headers: { cookie: `key=${key}` } }),
  'the right one in the query': ({ key }) => ({ path: `/v1/chat/completions?key=${key}` }),
  'a wrong and the right one': ({ key }) => ({ headers: { authorization: ['Bearer sk-wrong', `Bearer ${key}`] } }),
  'two in one': ({ key }) => ({ headers: { authorization: `Bearer sk-wrong, Bearer ${key}` } }),
  'the right one, longer': ({ key }) => ({ key: `${key}x` }),
  'the right one, cut': ({ key }) => ({ key: key.slice(0, -1) }),
};

const key = ([name, make]: (typeof keyed)[number]): Attempt => ({
  name: `key: ${name}`,
  expected: 'refused',
  send: async (target) => [(await target.client.ask({ body: chat(target.workload), ...make(target) })).status],
});
const keyed = Object.entries(keys);

/** Kinds of bodies that are not what they seem. */
const encodings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'gzip that is none': { 'content-encoding': 'gzip' },
  'deflate that is none': { 'content-encoding': 'deflate' },
  form: { 'content-type': 'application/x-www-form-urlencoded' },
  multipart: { 'content-type': 'multipart/form-data; boundary=x' },
  'another charset': { 'content-type': 'application/json; charset=utf-7' },
};

export const headerAttempts: readonly Attempt[] = [
  ...Object.entries(stripped).map(header),
  ...keyed.map(key),
  ...Object.entries(encodings).map(
    ([name, headers]): Attempt => ({
      name: `body as ${name}`,
      expected: 'refused',
      send: async (target) => [(await target.client.ask({ key: target.key, body: chat(target.workload), headers })).status],
    }),
  ),
];
