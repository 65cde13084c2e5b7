import { invalidValue, Refusal } from '../errors.js';
import { picturesOf, textsOf } from '../fields/content.js';
import type { Message } from '../fields/messages.js';
import { numberReader } from '../fields/values.js';
import type { Json, JsonObject } from '../json/parse.js';
import type { Workload } from '../workload.js';

/** Bytes of the longest token of the tokenizers of Llama 3 (128 spaces) and Llama 4 (113): `tokenizer.model` in PyPI's llama-models 0.3.0. */
const longestToken = 128;

/** Bytes of a token that hardly any text goes below: English has four, Chinese two and a half. */
const shortestToken = 2;

/** Tokens that a chat template puts around a message. */
const around = 16;

/** Tokens of the answer that a caller asks for. More than an answer may have is no wish, but a generous limit. */
export function askedTokens(older: Json | undefined, newer: Json | undefined, { answerTokens, fields }: Workload): number | undefined {
  if (older !== undefined && newer !== undefined) throw invalidValue('max_completion_tokens', 'given beside max_tokens', 'one of the two');
  const name = newer === undefined ? 'max_tokens' : 'max_completion_tokens';
  const form = fields[name];
  const wish = older ?? newer;
  if (wish === undefined || form?.is !== 'integer') return undefined;
  const asked = numberReader(form)(wish, name);
  return asked > answerTokens ? undefined : asked;
}

/** Refuses what surely does not fit: no token has more bytes than the longest. What may fit is the server's to count. */
export function checkContext(messages: readonly Message[], asked: number | undefined, { contextTokens }: Workload): void {
  const prompt = Math.ceil(bytesOf(messages) / longestToken);
  const answer = Math.max(1, asked ?? 0);
  if (prompt + answer <= contextTokens) return;
  const message = `The messages have ${prompt} tokens or more and the answer may have ${answer}. Allowed: ${contextTokens} together.`;
  throw new Refusal(400, 'context_length_exceeded', message, 'messages');
}

/**
 * Limit of an answer whose caller has no wish: what an answer may have, as far as the prompt leaves room for it, for which it is taken to be
 * longer than it is. Undefined where that leaves none, or pictures are in it: the server then answers within what is left, which it can count.
 */
export function answerLimit(messages: readonly Message[], fields: JsonObject, { answerTokens, contextTokens }: Workload): number | undefined {
  if (messages.some(({ content }) => content !== null && picturesOf(content).length > 0)) return undefined;
  const besides = JSON.stringify([fields['tools'], fields['response_format'], messages.map(({ tool_calls }) => tool_calls)]).length;
  const prompt = Math.ceil((bytesOf(messages) + besides) / shortestToken) + messages.length * around;
  const room = contextTokens - prompt;
  return room < 1 ? undefined : Math.min(answerTokens, room);
}

/** Bytes of a token of English: what a prompt is counted by until its server counted it. */
const usualToken = 4;

/** Tokens that a prompt is taken to have before its server counted them. Pictures are not in it. */
export function likelyPrompt(messages: readonly Message[], fields: JsonObject): number {
  const besides = JSON.stringify([fields['tools'], fields['response_format'], messages.map(({ tool_calls }) => tool_calls)]).length;
  return Math.ceil((bytesOf(messages) + besides) / usualToken);
}

function bytesOf(messages: readonly Message[]): number {
  let bytes = 0;
  for (const { content } of messages) for (const text of content === null ? [] : textsOf(content)) bytes += Buffer.byteLength(text);
  return bytes;
}
