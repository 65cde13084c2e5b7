import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { PolicyWorkload } from '../../../runtime/gateway/forms/policy.js';

type Fields = PolicyWorkload['fields'];

/** One way to fill a request, as the OpenAI package knows it. */
export interface Way {
  readonly field: string;
  /** Members that lead to what it shows. */
  readonly at: readonly string[];
  readonly value: unknown;
}

/** Every way to fill a request that the installed package knows; `python` is its environment. */
export function knownWays(python: string): readonly Way[] {
  return JSON.parse(execFileSync(join(python, 'bin', 'python'), ['tests/oracles/gateway/openai-requests.py'], { encoding: 'utf8' }));
}

const question = { role: 'user', content: 'question' };
const weather = { type: 'function', function: { name: 'x', parameters: { type: 'object' } } };
const called = { role: 'assistant', tool_calls: [{ id: 'x', type: 'function', function: { name: 'x', arguments: '{}' } }] };

/** A request that shows a way and is otherwise complete: fields that it is nothing without are there too. `fields` are those of the route. */
export function requestOf({ field, at, value }: Way, model: string, fields: Fields): Record<string, unknown> {
  const [, role = ''] = at;
  const plain = { model, max_tokens: 2, messages: [question] };
  if (field === 'messages') {
    // Some hosts want the tools whose calls a conversation holds.
    const { tools: takes, tool_choice: choice } = fields;
    const free = choice?.is === 'tool choice' && choice.values.includes('auto');
    const tools = takes !== undefined && (role === 'tool' || at[2] === 'tool_calls') ? { tools: [weather], ...(!free && { tool_choice: 'none' }) } : {};
    return { ...plain, ...tools, messages: conversation(value as readonly object[], role, at) };
  }
  const beside: Readonly<Record<string, object>> = {
    tool_choice: { tools: [weather] },
    parallel_tool_calls: { tools: [weather] },
    top_logprobs: { logprobs: true },
    stream_options: { stream: true },
  };
  const { max_tokens, ...rest } = plain;
  return { ...(field === 'max_completion_tokens' ? rest : { ...rest, max_tokens }), ...beside[field], [field]: value };
}

/** A message where it can be in a conversation. */
function conversation(messages: readonly object[], role: string, at: readonly string[]): readonly object[] {
  if (role === 'tool') return [question, called, ...messages, question];
  // An argument of the package's type may be any text; servers want an object.
  if (at[2] === 'tool_calls')
    return [
      question,
      ...JSON.parse(JSON.stringify(messages).replace('"arguments":"x"', '"arguments":"{}"')),
      { role: 'tool', tool_call_id: 'x', content: 'x' },
      question,
    ];
  return role === 'user' ? messages : role === 'assistant' ? [question, ...messages, question] : [...messages, question];
}
