import { expect, it } from 'vitest';
import type { FieldForm } from '../../../../runtime/gateway/forms/policy.js';
import { workloadsOf } from '../../../../runtime/gateway/policy/workload.js';
import { plain, policyFile } from './policies.js';

const problem = (fields: Readonly<Record<string, FieldForm | undefined>>) => {
  const file = policyFile('/tmp');
  const changed = Object.fromEntries(Object.entries({ ...plain.fields, ...fields }).filter((entry): entry is [string, FieldForm] => entry[1] !== undefined));
  try {
    workloadsOf({ ...file, workloads: { w: { ...plain, fields: changed } } });
    return 'none';
  } catch (error) {
    return (error as Error).message;
  }
};

it.each<[what: string, fields: Readonly<Record<string, FieldForm | undefined>>, expected: string]>([
  ['what it is', {}, 'none'],
  ['no stream', { stream: undefined, stream_options: undefined }, 'none'],
  ['no messages', { messages: undefined }, 'Field messages of workload w must have the form "messages".'],
  ['messages in another form', { messages: { is: 'text', longest: 9 } }, 'Field messages of workload w must have the form "messages".'],
  ['no tokens of an answer', { max_tokens: undefined }, 'Field max_tokens of workload w must have the form "integer".'],
  ['a stream as number', { stream: { is: 'integer', min: 0, max: 1 } }, 'Field stream of workload w must have the form "boolean".'],
  ['options as text', { stream_options: { is: 'text', longest: 9 } }, 'Field stream_options of workload w must have the form "stream options".'],
  ['messages under another name', { history: plain.fields['messages'] }, 'Field history of workload w cannot be passed on with the form "messages".'],
  ['a model that callers choose', { model: { is: 'text', longest: 9 } }, 'Field model of workload w cannot be passed on with the form "text".'],
  [
    'tokens as text under the newer name',
    { max_completion_tokens: { is: 'text', longest: 9 } },
    'Field max_completion_tokens of workload w must have the form "integer".',
  ],
  [
    'a priority that callers choose',
    { priority: { is: 'integer', min: 0, max: 9 } },
    'Field priority of workload w cannot be passed on with the form "integer".',
  ],
])('fields with %s: %s', (_, fields, expected) => {
  expect(problem(fields)).toBe(expected);
});
