import type { FieldForm } from '../../forms/policy.js';
import { invalidValue, missingField } from '../errors.js';
import { isObject, type Json, type JsonObject, kindOf } from '../json/parse.js';
import { type Content, contentOf } from './content.js';
import { choiceOf, functionName, listOf, objectOf, type Reader, textOf } from './reader.js';

type Form = Extract<FieldForm, { is: 'messages' }>;

export type ToolCall = {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
};

export type Message = {
  readonly role: string;
  readonly content: Content | null;
  readonly tool_calls?: readonly ToolCall[];
  readonly tool_call_id?: string;
};

/** What servers put into an answer and callers send back with it. It says nothing while it is null or an empty list. */
const echoed = ['refusal', 'annotations', 'audio', 'function_call', 'reasoning', 'reasoning_content'];

/** The conversation. It ends with what the model is to answer. */
export const messagesReader =
  (form: Form): Reader<readonly Message[]> =>
  (value, at) => {
    const messages = listOf(value, at, 'messages', Number.POSITIVE_INFINITY, (message, where) => messageOf(message, where, form));
    const { role } = messages.at(-1) as Message;
    if (role !== 'user' && role !== 'tool') throw invalidValue(`${at}.${messages.length - 1}.role`, `"${role}" in the last message`, '"user" or "tool"');
    return messages;
  };

function messageOf(value: Json, at: string, { roles, parts, toolCalls }: Form): Message {
  if (!isObject(value)) throw invalidValue(at, kindOf(value), 'an object with role, content');
  const role = choiceOf(value['role'], `${at}.role`, toolCalls ? roles : roles.filter((each) => each !== 'tool'));
  // Pictures are the user's alone.
  const texts = ['text'] as const;
  if (role === 'assistant') return assistantMessage(objectOf(value, at, ['role', 'content', 'tool_calls', ...echoed]), at, toolCalls);
  if (role === 'tool') {
    const message = objectOf(value, at, ['role', 'content', 'tool_call_id', 'name']);
    // LangChain repeats here what the id says already.
    if (message['name'] !== undefined) functionName(message['name'], `${at}.name`);
    return { role, content: contentOf(message['content'], `${at}.content`, texts), tool_call_id: textOf(message['tool_call_id'], `${at}.tool_call_id`, 128) };
  }
  const message = objectOf(value, at, ['role', 'content']);
  return { role, content: contentOf(message['content'], `${at}.content`, role === 'user' ? parts : texts) };
}

function assistantMessage(message: JsonObject, at: string, toolCalls: boolean): Message {
  for (const name of toolCalls ? echoed : [...echoed, 'tool_calls']) {
    const value = message[name] ?? null;
    if (!saysNothing(value)) throw invalidValue(`${at}.${name}`, kindOf(value), 'null');
  }
  const calls = message['tool_calls'] ?? null;
  const tool_calls = saysNothing(calls) ? [] : listOf(calls, `${at}.tool_calls`, 'calls', 128, toolCallOf);
  const content = message['content'] ?? null;
  if (content === null && tool_calls.length === 0) throw missingField(`${at}.content`, 'a text, a list of parts, or tool_calls');
  return {
    role: 'assistant',
    content: content === null ? null : contentOf(content, `${at}.content`, ['text']),
    ...(tool_calls.length > 0 && { tool_calls }),
  };
}

const saysNothing = (value: Json) => value === null || (Array.isArray(value) && value.length === 0);

function toolCallOf(value: Json, at: string): ToolCall {
  const call = objectOf(value, at, ['id', 'type', 'function']);
  choiceOf(call['type'], `${at}.type`, ['function']);
  const called = objectOf(call['function'] ?? null, `${at}.function`, ['name', 'arguments']);
  return {
    id: textOf(call['id'], `${at}.id`, 128),
    type: 'function',
    function: { name: functionName(called['name'], `${at}.function.name`), arguments: textOf(called['arguments'], `${at}.function.arguments`) },
  };
}
