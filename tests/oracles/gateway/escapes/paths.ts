import { type Attempt, chat } from './attempt.js';

/** Paths other than the one of completions. */
const paths: readonly string[] = [
  '/v1/completions',
  '/v1/embeddings',
  '/v1/responses',
  '/v1/messages',
  '/v1/models/x',
  '/v1/chat/completions/batch',
  '/v1/chat/completions/',
  '/v1/chat/completions/x',
  '/v1/chat/../completions',
  '/v1/chat/completions/../../completions',
  '/v1/%63hat/completions/%2e%2e/x',
  '/v1/chat%2Fcompletions',
  '/v1/chat%5Ccompletions',
  '/V1/chat/completions',
  '/v1/chat/completions;x=y',
  '/v1/chat/completions%00',
  '/v1/chat/completions%20',
  '/v1/chat/completions?',
  '/v1/chat/completions?api-version=2024-06-01',
  '/v1/chat/completions?model=other',
  '/v1/chat/completions#x',
  '/vllm/v1/chat/completions',
  '/openai/v1/chat/completions',
  '/model/x/converse',
  '/bedrock/model/x/converse',
  '/vertex_ai/x',
  '/tokenize',
  '/generate',
  '/invocations',
  '/pause',
  '/collective_rpc',
  '/v1/load_lora_adapter',
  '/metrics',
  '/health',
  '/ready',
  '/stats',
  '/config_dump',
  '/clusters',
  '/quitquitquit',
  '/healthcheck/fail',
  '/drain_listeners',
  '/logging?level=trace',
  '/latest/meta-data/iam/security-credentials/',
  '/v2/credentials/x',
  '/',
  '*',
];

/** Ways to write that one path, which mean it. */
const same: readonly string[] = [
  '//v1/chat/completions',
  '/v1//chat/completions',
  '/v1\\chat\\completions',
  '/v1/./chat/completions',
  '/x/../v1/chat/completions',
];

const methods: readonly string[] = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE'];

export const pathAttempts: readonly Attempt[] = [
  ...paths.map(
    (path): Attempt => ({
      name: `path ${path}`,
      expected: 'refused',
      send: async ({ client, key, workload }) => [(await client.ask({ key, path, body: chat(workload), alone: true })).status],
    }),
  ),
  ...same.map(
    (path): Attempt => ({
      name: `path ${path}`,
      expected: 'harmless',
      trace: () => path,
      send: async ({ client, key, workload }) => [(await client.ask({ key, path, body: chat(workload), alone: true })).status],
    }),
  ),
  ...methods.map(
    (method): Attempt => ({
      name: `method ${method}`,
      expected: 'refused',
      send: async ({ client, key, workload }) => [(await client.ask({ key, method, body: chat(workload), alone: true })).status],
    }),
  ),
];
