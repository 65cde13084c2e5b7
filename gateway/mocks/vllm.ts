import type { ServerResponse } from 'node:http';
import { type ChatRequest, completion, type Pace, saidIn, stream, written } from './chat.js';
import { bearerOf } from './issued.js';
import { type Answer, type Call, type Identity, json, type Listener, listen } from './listener.js';
import { acted, gone, type Mood, well } from './mood.js';
import { type Limits, type Place, Places } from './places.js';

export interface VllmOptions {
  readonly name: string;
  /** `--served-model-name`, and names of adapters. */
  readonly models: ReadonlySet<string>;
  readonly limits: Limits;
  /** Whether a bearer token is valid now. */
  readonly admits: (bearer: string | undefined) => boolean;
  /** @default - `/v1/chat/completions` and nothing else */
  readonly path?: RegExp;
  /** Path of streams, where it has one for these; they are then not asked for in the body. */
  readonly streamPath?: RegExp;
  /** Field that names the model. @default - `model` */
  readonly names?: string;
  /** Fields of a request that it refuses, as services in front of such a server do. */
  readonly refuses?: readonly string[];
  /** Answers instead of made-up words, as Llama Guard. */
  readonly reply?: (said: string) => string;
}

/**
 * A vLLM server, as 0.32 behaves: admission looks before an answer starts (503), and the head of a stream is sent as soon as a request is admitted, before it
 * runs and long before its first token (`_preflight` in entrypoints/generate/base/serving.py, then starlette's `stream_response`).
 */
export class Vllm {
  readonly places: Places;
  mood: Mood = well;
  pace: Pace = { tokens: 8, firstMs: 0, tokenMs: 0 };
  /** Tokens that were counted, of answers that were whole. */
  readonly counted = { requests: 0, promptTokens: 0, completionTokens: 0 };
  /** Tokens of each stream that its caller left. */
  readonly abandoned: number[] = [];
  /** Says this instead of made-up words. */
  says: string | undefined;
  listener!: Listener;
  private number = 0;

  constructor(readonly options: VllmOptions) {
    this.places = new Places(options.limits);
  }

  async start(identity?: Identity): Promise<this> {
    this.listener = await listen(this.options.name, this.answer, identity);
    return this;
  }

  readonly answer: Answer = async (call, response) => {
    const { path = /^\/v1\/chat\/completions$/, streamPath, names = 'model', admits, refuses = [] } = this.options;
    if (call.path === '/health') return void response.writeHead(200, { 'content-length': '0' }).end();
    if (!admits(bearerOf(call.headers['authorization']))) return json(response, 401, { error: 'Unauthorized' });
    const streams = streamPath?.test(call.path) === true;
    if (!path.test(call.path) && !streams) return json(response, 404, { detail: 'Not Found' });
    if (call.method !== 'POST') return json(response, 405, { detail: 'Method Not Allowed' });
    const sent: Record<string, unknown> = JSON.parse(call.body);
    const request = { ...sent, model: sent[names], ...(streams && { stream: true, stream_options: { include_usage: true } }) } as ChatRequest;
    if (!this.options.models.has(request.model ?? ''))
      return json(
        response,
        404,
        failure(404, 'NotFoundError', `The model \`${request.model}\` does not exist. Valid aliases: ${[...this.options.models].join(', ')}.`, 'model'),
      );
    const refused = refuses.find((field) => field in sent);
    if (refused !== undefined) return json(response, 400, failure(400, 'BadRequestError', `Extra parameter: ${refused}`, refused));
    if (await acted(this.mood, response)) return;
    const place = this.mood.is === 'refusing late' ? undefined : this.places.enter(priorityOf(call, request));
    if (place === undefined) return this.refuse(request, response);
    try {
      await this.serve(request, response, place);
    } finally {
      place.leave();
    }
  };

  private async serve(request: ChatRequest, response: ServerResponse, place: Place): Promise<void> {
    const id = `chatcmpl-${this.number++}`;
    if (request.stream === true) response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).flushHeaders();
    const left = gone(response);
    await Promise.race([place.turn, left]);
    if (response.destroyed) return;
    const answer = written(request, this.pace, this.says ?? this.options.reply?.(saidIn(request)));
    if (this.pace.firstMs > 0) await waited(this.pace.firstMs, left);
    if (request.stream === true) {
      const sent = { tokens: 0 };
      await stream(id, request, answer, { pace: this.pace, mood: this.mood, sent }, response);
      if (response.destroyed) this.abandoned.push(sent.tokens);
    } else {
      await waited(this.pace.tokenMs * answer.words.length, left);
      json(response, 200, completion(id, request, answer));
    }
    if (response.destroyed) return;
    this.counted.requests += 1;
    this.counted.promptTokens += answer.promptTokens;
    this.counted.completionTokens += answer.words.length * (request.n ?? 1);
  }

  private refuse(request: ChatRequest, response: ServerResponse): void {
    const busy = failure(
      503,
      'Service Unavailable',
      'The engine is currently busy and cannot accept new requests. Please try again later or on a different instance.',
      null,
    );
    if (this.mood.is === 'refusing late' && request.stream === true) {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      response.end(`data: ${JSON.stringify(busy)}\n\ndata: [DONE]\n\n`);
    } else json(response, 503, busy);
  }
}

/** A header overrides the body (`_get_priority` in entrypoints/generate/base/serving.py). */
function priorityOf({ headers }: Call, request: ChatRequest): number {
  const header = Number.parseInt(String(headers['x-vllm-priority'] ?? ''), 10);
  return Number.isNaN(header) ? (request.priority ?? 0) : header;
}

const failure = (code: number, type: string, message: string, param: string | null) => ({ error: { message, type, param, code } });

function waited(ms: number, left: Promise<void>): Promise<void> {
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    left.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
