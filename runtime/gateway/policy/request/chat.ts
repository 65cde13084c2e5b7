import { invalidValue, missingField, unknownField } from '../errors.js';
import type { Message } from '../fields/messages.js';
import { booleanReader, streamOptionsReader } from '../fields/values.js';
import type { Json, JsonObject } from '../json/parse.js';
import type { Workload } from '../workload.js';
import { askedTokens, checkContext } from './tokens.js';

/** A request that the workload takes, without the caller's own spelling. */
export interface ChatRequest {
  readonly messages: readonly Message[];
  /** Tokens of the answer that the caller asks for, within what an answer may have. */
  readonly maxTokens: number | undefined;
  readonly stream: boolean;
  /** Whether the caller of a stream asked for its usage. */
  readonly usageAsked: boolean;
  /** Everything else that is sent on. */
  readonly fields: JsonObject;
}

/** Reads the body of a request by what the workload allows. Throws a `Refusal` that names the field. */
export function readChat(body: JsonObject, workload: Workload): ChatRequest {
  const unknown = Object.keys(body).find((name) => !workload.allowed.includes(name));
  if (unknown !== undefined) throw unknownField(unknown, workload.allowed);
  const given = (name: string): Json | undefined => body[name] ?? undefined;

  const written = given('messages');
  if (written === undefined) throw missingField('messages', 'a list of messages');
  const messages = workload.messages(written, 'messages');
  const streamed = given('stream');
  const stream = streamed !== undefined && booleanReader(streamed, 'stream');
  const options = given('stream_options');
  if (options !== undefined && !stream) throw invalidValue('stream_options', 'given without a stream', 'only beside "stream": true');

  const fields: Record<string, Json> = {};
  for (const [name, read] of workload.readers) {
    const value = given(name);
    const sent = value === undefined ? null : read(value, name);
    if (sent !== null) fields[name] = sent;
  }
  checkToolChoice(fields, workload);
  const maxTokens = askedTokens(given('max_tokens'), given('max_completion_tokens'), workload);
  checkContext(messages, maxTokens, workload);
  return {
    messages,
    maxTokens,
    stream,
    usageAsked: options === undefined ? false : streamOptionsReader(options, 'stream_options'),
    fields,
  };
}

function checkToolChoice({ tools, tool_choice }: Record<string, Json>, { fields }: Workload): void {
  const form = fields['tool_choice'];
  const choices = form?.is === 'tool choice' ? form.values : [];
  // Tools alone mean that the model may call them, for which a server must be prepared.
  if (tools !== undefined && tool_choice === undefined && !choices.includes('auto')) throw missingField('tool_choice', `with tools, ${choices.join(', ')}`);
  if (tool_choice === undefined || tool_choice === 'none') return;
  const known = ((tools ?? []) as readonly { readonly function: { readonly name: string } }[]).map((tool) => tool.function.name);
  if (known.length === 0) throw invalidValue('tool_choice', 'given without tools', 'only beside tools');
  if (typeof tool_choice === 'string') return;
  const { name } = (tool_choice as { readonly function: { readonly name: string } }).function;
  if (!known.includes(name)) throw invalidValue('tool_choice.function.name', JSON.stringify(name), known.join(', '));
}
