import { invalidValue, missingField, Refusal, unknownField } from '../errors.js';
import { textsOf } from '../fields/content.js';
import type { Message } from '../fields/messages.js';
import { booleanReader, numberReader, streamOptionsReader } from '../fields/values.js';
import type { Json, JsonObject } from '../json/parse.js';
import { newerName, type Workload } from '../workload.js';

/** A request that the workload takes, without the caller's own spelling. */
export interface ChatRequest {
  readonly messages: readonly Message[];
  readonly maxTokens: number;
  readonly stream: boolean;
  /** Whether the caller of a stream asked for its usage. */
  readonly usageAsked: boolean;
  /** Everything else that is sent on. */
  readonly fields: JsonObject;
}

/** Bytes of the longest token of the tokenizers of Llama 3 (128 spaces) and Llama 4 (113): `tokenizer.model` in PyPI's llama-models 0.3.0. */
const longestToken = 128;

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
  checkToolChoice(fields);
  return {
    messages,
    maxTokens: maxTokens(given('max_tokens'), given(newerName), leastTokens(messages), workload),
    stream,
    usageAsked: options === undefined ? false : streamOptionsReader(options, 'stream_options'),
    fields,
  };
}

/** Tokens that the texts surely have: none is longer than the tokenizer's longest. */
function leastTokens(messages: readonly Message[]): number {
  let bytes = 0;
  for (const { content } of messages) for (const text of content === null ? [] : textsOf(content)) bytes += Buffer.byteLength(text);
  return Math.ceil(bytes / longestToken);
}

/** Tokens of the answer: as asked for, at most what an answer may have. Without a wish, what surely does not fit is left out. */
function maxTokens(older: Json | undefined, newer: Json | undefined, prompt: number, { answerTokens, contextTokens, fields }: Workload): number {
  if (older !== undefined && newer !== undefined) throw invalidValue(newerName, 'given beside max_tokens', 'one of the two');
  const form = fields['max_tokens'];
  const wish = older ?? newer;
  const asked = wish === undefined || form?.is !== 'integer' ? undefined : numberReader(form)(wish, older === undefined ? newerName : 'max_tokens');
  const wanted = Math.min(asked ?? answerTokens, answerTokens);
  const room = contextTokens - prompt;
  if (room < (asked === undefined ? 1 : wanted)) {
    throw new Refusal(
      400,
      'context_length_exceeded',
      `The messages have ${prompt} tokens or more and the answer may have ${asked === undefined ? 1 : wanted}. Allowed: ${contextTokens} together.`,
      'messages',
    );
  }
  return Math.min(wanted, room);
}

function checkToolChoice({ tools, tool_choice }: Record<string, Json>): void {
  if (tool_choice === undefined || tool_choice === 'none') return;
  const known = ((tools ?? []) as readonly { readonly function: { readonly name: string } }[]).map((tool) => tool.function.name);
  if (known.length === 0) throw invalidValue('tool_choice', 'given without tools', 'only beside tools');
  if (typeof tool_choice === 'string') return;
  const { name } = (tool_choice as { readonly function: { readonly name: string } }).function;
  if (!known.includes(name)) throw invalidValue('tool_choice.function.name', JSON.stringify(name), known.join(', '));
}
