import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { broken, type Mood } from './mood.js';

/** What mocks read of a request to `/chat/completions`. */
export interface ChatRequest {
  readonly model?: string;
  readonly messages?: readonly { readonly role: string; readonly content?: unknown }[];
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly n?: number;
  readonly priority?: number;
  readonly logprobs?: boolean;
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
  readonly tool_choice?: unknown;
  readonly response_format?: { readonly type: string };
}

/** How long an answer is and how fast it comes. */
export interface Pace {
  /** Tokens of an answer where the request names no maximum. */
  readonly tokens: number;
  readonly firstMs: number;
  readonly tokenMs: number;
}

/** One answer: its tokens and why it ends. */
export interface Written {
  readonly words: readonly string[];
  readonly tool?: string;
  readonly finish: 'stop' | 'length' | 'tool_calls';
  readonly promptTokens: number;
}

/** Tokens of a text, by the mocks' own measure: its words. */
export const tokensOf = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;

/** Everything that was said, parts of text joined. */
export function saidIn(request: ChatRequest): string {
  return (request.messages ?? [])
    .map(({ content }) => (typeof content === 'string' ? content : ((content ?? []) as { text?: string }[]).map(({ text }) => text ?? '').join(' ')))
    .join('\n');
}

/** Writes an answer of exactly as many tokens as the request allows, or a call of its first tool. */
export function written(request: ChatRequest, pace: Pace, reply?: string): Written {
  const promptTokens = tokensOf(saidIn(request));
  const tool = request.tool_choice === 'none' ? undefined : request.tools?.[0]?.function.name;
  if (tool !== undefined) return { words: ['{"city":', ' "Oslo"}'], tool, finish: 'tool_calls', promptTokens };
  if (reply !== undefined) return { words: [reply], finish: 'stop', promptTokens };
  if (request.response_format !== undefined && request.response_format.type !== 'text') return { words: ['{"answer"', ': 1}'], finish: 'stop', promptTokens };
  const most = request.max_completion_tokens ?? request.max_tokens;
  const words = Array.from({ length: Math.min(most ?? pace.tokens, most === undefined ? pace.tokens : most) }, (_, index) => `w${index} `);
  return { words, finish: most === undefined ? 'stop' : 'length', promptTokens };
}

const created = 1_790_000_000;
const usage = (promptTokens: number, completionTokens: number) => ({
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
});
const logprobsOf = (request: ChatRequest, words: readonly string[]) =>
  request.logprobs ? { content: words.map((token) => ({ token, logprob: -0.5, bytes: null, top_logprobs: [] })) } : null;

/** A whole answer in the shape of the OpenAI protocol. */
export function completion(id: string, request: ChatRequest, one: Written): unknown {
  const text = one.words.join('');
  const message =
    one.tool === undefined
      ? { role: 'assistant', content: text, tool_calls: [] }
      : { role: 'assistant', content: null, tool_calls: [{ id: 'call-1', type: 'function', function: { name: one.tool, arguments: text } }] };
  const choices = Array.from({ length: request.n ?? 1 }, (_, index) => ({
    index,
    message,
    logprobs: logprobsOf(request, one.words),
    finish_reason: one.finish,
  }));
  return { id, object: 'chat.completion', created, model: request.model, choices, usage: usage(one.promptTokens, one.words.length * choices.length) };
}

/** How a stream is sent, and how far it came. */
export interface Sending {
  readonly pace: Pace;
  readonly mood: Mood;
  readonly sent: { tokens: number };
}

/** A streamed answer as vLLM sends it: a chunk with the role, one for each token, the last with the end, and usage where it was asked for. */
export async function stream(id: string, request: ChatRequest, one: Written, { pace, mood, sent }: Sending, response: ServerResponse): Promise<void> {
  const choices = Array.from({ length: request.n ?? 1 }, (_, index) => index);
  const event = (fields: object) => `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created, model: request.model, ...fields })}\n\n`;
  const send = async (delta: object, finish: string | null = null) => {
    for (const index of choices) {
      if (response.destroyed) return;
      const flowing = response.write(event({ choices: [{ index, delta, logprobs: null, finish_reason: finish }] }));
      if (!flowing) await new Promise<void>((resolve) => response.once('drain', resolve).once('close', resolve));
    }
  };
  await send({ role: 'assistant', content: '' });
  for (const [index, word] of one.words.entries()) {
    if (pace.tokenMs > 0) await pause(pace.tokenMs);
    if (response.destroyed) return;
    if (mood.is === 'stalled' && index === mood.afterChunks) return new Promise((resolve) => response.once('close', resolve));
    if (mood.is === 'cut' && index === mood.afterChunks) return broken(response);
    const call = { index: 0, ...(index === 0 && { id: 'call-1', type: 'function' }), function: { ...(index === 0 && { name: one.tool }), arguments: word } };
    sent.tokens += 1;
    await send(one.tool === undefined ? { content: word } : { tool_calls: [call] }, index === one.words.length - 1 ? one.finish : null);
  }
  if (response.destroyed) return;
  if (request.stream_options?.include_usage === true) response.write(event({ choices: [], usage: usage(one.promptTokens, one.words.length * choices.length) }));
  response.end('data: [DONE]\n\n');
}
