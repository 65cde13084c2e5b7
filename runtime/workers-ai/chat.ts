import { invalid, Refusal } from './refusal.js';

/** What Workers AI is asked. Source: schemas of https://developers.cloudflare.com/workers-ai/models/llama-3.3-70b-instruct-fp8-fast/ */
export interface ModelInput {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  /** Always sent: without it an answer ends after 256 tokens. */
  readonly max_tokens: number;
  readonly stream: boolean;
  readonly [field: string]: unknown;
}

export interface ChatRequest {
  readonly input: ModelInput;
  /** Whether the last piece of a stream says what was used. */
  readonly usageAsked: boolean;
}

const numbers: Readonly<Record<string, { readonly min: number; readonly max: number; readonly whole?: true }>> = {
  max_tokens: { min: 1, max: 131_072, whole: true },
  temperature: { min: 0, max: 2 },
  top_p: { min: 0.001, max: 1 },
  seed: { min: 1, max: 9_999_999_999, whole: true },
  presence_penalty: { min: 0, max: 2 },
  frequency_penalty: { min: 0, max: 2 },
};
const roles = ['system', 'user', 'assistant'];
const known = ['model', 'messages', 'stream', 'stream_options', ...Object.keys(numbers)];

/** A request as the one model is asked it. A field that is not known is refused: nothing is dropped silently, and no other model, adapter or gateway can be named. */
export function chatRequest(body: unknown, model: string): ChatRequest {
  if (!isObject(body)) throw invalid('The body', 'an object');
  for (const name of Object.keys(body))
    if (!known.includes(name)) throw new Refusal(400, 'unknown_parameter', `A field is not taken here. Allowed: ${known.join(', ')}.`);
  if (body['model'] !== model) throw invalid('model', model);
  const stream = flag(body['stream'], 'stream');
  const options = body['stream_options'];
  if (options !== undefined && (!isObject(options) || !stream || Object.keys(options).some((name) => name !== 'include_usage')))
    throw invalid('stream_options', 'include_usage alone, beside "stream": true');
  const given = Object.keys(numbers).filter((name) => body[name] !== undefined);
  if (!given.includes('max_tokens')) throw invalid('max_tokens', 'a whole number');
  const input = { messages: messagesOf(body['messages']), stream, ...Object.fromEntries(given.map((name) => [name, numberOf(body[name], name)])) };
  return { input: input as unknown as ModelInput, usageAsked: isObject(options) && flag(options['include_usage'], 'stream_options.include_usage') };
}

function messagesOf(value: unknown): ModelInput['messages'] {
  if (!Array.isArray(value) || value.length === 0) throw invalid('messages', 'a list with one message at least');
  return value.map((message: unknown, index) => {
    const at = `messages.${index}`;
    if (!isObject(message) || Object.keys(message).some((name) => name !== 'role' && name !== 'content')) throw invalid(at, 'role and content');
    const { role, content } = message;
    if (typeof role !== 'string' || !roles.includes(role)) throw invalid(`${at}.role`, roles.join(', '));
    return { role, content: textOf(content, `${at}.content`) };
  });
}

/** The models take one text; parts of a text are put together. */
function textOf(content: unknown, at: string): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) throw invalid(at, 'a text, or parts of type text');
  return content
    .map((part: unknown) => {
      if (isObject(part) && part['type'] === 'text' && typeof part['text'] === 'string' && Object.keys(part).length === 2) return part['text'];
      throw invalid(at, 'a text, or parts of type text');
    })
    .join('');
}

function numberOf(value: unknown, name: string): number {
  const { min, max, whole } = numbers[name] as (typeof numbers)[string];
  if (typeof value === 'number' && value >= min && value <= max && (whole === undefined || Number.isInteger(value))) return value;
  throw invalid(name, `a ${whole ? 'whole ' : ''}number from ${min} to ${max}`);
}

function flag(value: unknown, name: string): boolean {
  if (value === undefined) return false;
  if (typeof value === 'boolean') return value;
  throw invalid(name, 'true or false');
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
