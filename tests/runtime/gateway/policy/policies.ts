import { createHash } from 'node:crypto';
import type { KeysFile, PolicyFile, PolicyWorkload } from '../../../../runtime/gateway/forms/policy.js';

/** A workload that takes most of what a chat completion may have. */
export const plain: PolicyWorkload = {
  model: 'llama-70b',
  release: 'llama-3.3-70b-instruct',
  fields: {
    messages: { is: 'messages', roles: ['system', 'user', 'assistant', 'tool'], parts: ['text'], toolCalls: true },
    max_tokens: { is: 'integer', min: 1, max: 1_000_000 },
    max_completion_tokens: { is: 'integer', min: 1, max: 1_000_000 },
    temperature: { is: 'number', min: 0, max: 2 },
    seed: { is: 'integer', min: 0, max: 1_000 },
    user: { is: 'text', longest: 8 },
    reasoning_effort: { is: 'one of', values: ['low', 'high'] },
    parallel_tool_calls: { is: 'boolean' },
    stop: { is: 'texts', most: 2, longest: 5 },
    tools: { is: 'tools', most: 2 },
    tool_choice: { is: 'tool choice', values: ['none', 'auto', 'required', 'named'] },
    response_format: { is: 'response format', kinds: ['text', 'json_object', 'json_schema'] },
    stream: { is: 'boolean' },
    stream_options: { is: 'stream options' },
  },
  contextTokens: 1_000,
  answerTokens: 200,
  bodyBytes: 400_000,
  priority: 0,
  adaptations: {},
  toolStreams: 'in pieces',
  guard: 'none',
  grounding: 'none',
};

const pictures: PolicyWorkload = {
  ...plain,
  fields: {
    messages: { is: 'messages', roles: ['user', 'assistant', 'tool'], parts: ['text', 'image'], toolCalls: false },
    max_tokens: { is: 'integer', min: 1, max: 100 },
    tools: { is: 'tools', most: 2 },
    tool_choice: { is: 'tool choice', values: ['none', 'required'] },
    response_format: { is: 'response format', kinds: ['text', 'json_object'] },
    stream: { is: 'boolean' },
  },
  priority: 'none',
};

const llamaGuard = { kind: 'llama-guard', host: 'guard', authority: 'guard.test', model: 'llama-guard' } as const;
const modelArmor = { kind: 'model-armor', host: 'google', authority: 'armor.test', template: 'projects/p/locations/l/templates/t' } as const;
const guarded = (after: 'none' | 'windows' | 'buffered', by: readonly (typeof llamaGuard | typeof modelArmor)[]): PolicyWorkload => ({
  ...plain,
  guard: { before: true, after, windowCharacters: 20, by: [...by] },
});

/** By what is peculiar to each. */
export const workloads: Readonly<Record<string, PolicyWorkload>> = {
  plain,
  pictures,
  before: guarded('none', [llamaGuard]),
  windows: guarded('windows', [llamaGuard]),
  buffered: guarded('buffered', [llamaGuard]),
  armored: guarded('buffered', [modelArmor]),
  watched: { ...pictures, guard: { before: true, after: 'none', windowCharacters: 20, by: [llamaGuard, modelArmor] } },
  seen: { ...pictures, guard: { before: true, after: 'none', windowCharacters: 20, by: [llamaGuard] } },
  grounded: {
    ...plain,
    grounding: { host: 'google', authority: 'search.test', servingConfig: 'projects/p/servingConfigs/default_search', passages: 2, longest: 60 },
  },
  foreign: {
    ...plain,
    adaptations: {
      azure: { model: '', without: [] },
      'azure.next': { model: 'deployment-7', without: ['priority'] },
      ibm: { model: 'meta/llama', without: ['stream'], field: 'model_id', with: { space_id: 's' } },
    },
  },
  whole: { ...plain, toolStreams: 'in one' },
  // Of another team.
  secret: plain,
};

export const policyFile = (directory: string): PolicyFile => ({
  version: 1,
  topology: 'acme',
  zone: 'eu',
  listen: `${directory}/policy.sock`,
  egress: `${directory}/egress.sock`,
  keys: `${directory}/keys.json`,
  workloads: { ...workloads },
});

export const digestOf = (key: string) => createHash('sha256').update(key).digest('hex');

export const keysFile = (): KeysFile => ({
  version: 1,
  keys: {
    [digestOf('key-of-all')]: { team: 'red', workloads: Object.keys(workloads).filter((id) => id !== 'secret') },
    [digestOf('key-of-few')]: { team: 'green', workloads: ['plain', 'before'], tokensPerMinute: 120 },
    [digestOf('key-of-plain')]: { team: 'blue', workloads: ['plain', 'of-another-zone'] },
  },
});
