import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { fault, signer } from './aws-json.js';
import { type Pace, tokensOf } from './chat.js';
import { event, exception } from './event-stream.js';
import type { Issued } from './issued.js';
import { type Answer, type Identity, json, type Listener, listen } from './listener.js';
import { acted, gone, type Mood, well } from './mood.js';

/** What the mock reads of a request to Converse. */
interface ConverseRequest {
  readonly messages?: readonly {
    readonly content?: readonly { readonly text?: string; readonly guardContent?: { readonly text?: { readonly text?: string } } }[];
  }[];
  readonly system?: readonly { readonly text?: string }[];
  readonly inferenceConfig?: { readonly maxTokens?: number };
  readonly toolConfig?: { readonly tools?: readonly { readonly toolSpec?: { readonly name?: string } }[] };
  readonly guardrailConfig?: unknown;
}

export interface BedrockOptions {
  readonly name: string;
  readonly region: string;
  readonly issued: Issued;
  /** Profiles and imported models that there are, with the roles that may call each. */
  readonly models: ReadonlyMap<string, readonly string[]>;
}

/** Bedrock's runtime in one region: Converse and ConverseStream, for signed calls of the right role to a known model. */
export class Bedrock {
  mood: Mood = well;
  pace: Pace = { tokens: 8, firstMs: 0, tokenMs: 0 };
  readonly counted = { requests: 0, promptTokens: 0, completionTokens: 0 };
  /** Tokens of each stream that its caller left. */
  readonly abandoned: number[] = [];
  listener!: Listener;

  constructor(readonly options: BedrockOptions) {}

  async start(identity?: Identity): Promise<this> {
    this.listener = await listen(this.options.name, this.answer, identity);
    return this;
  }

  readonly answer: Answer = async (call, response) => {
    const { issued, region, models } = this.options;
    const by = signer(call, issued, 'bedrock', region);
    if ('refused' in by) return fault(response, 403, 'AccessDeniedException', by.refused);
    const [, model = '', action] = /^\/model\/([^/]+)\/(converse|converse-stream)$/.exec(call.path) ?? [];
    const callers = models.get(decodeURIComponent(model));
    if (callers === undefined) return fault(response, 400, 'ValidationException', 'The provided model identifier is invalid.');
    if (!callers.includes(by.role)) return fault(response, 403, 'AccessDeniedException', `${by.role} may not invoke ${decodeURIComponent(model)}`);
    if (this.mood.is === 'failing')
      return fault(response, this.mood.status, this.mood.status === 429 ? 'ThrottlingException' : 'InternalServerException', 'mock fails');
    if (await acted(this.mood, response)) return;
    const request: ConverseRequest = JSON.parse(call.body);
    const tool = request.toolConfig?.tools?.[0]?.toolSpec?.name;
    const count = request.inferenceConfig?.maxTokens ?? this.pace.tokens;
    const words = tool === undefined ? Array.from({ length: count }, (_, index) => `b${index} `) : ['{"city":', ' "Oslo"}'];
    const usage = { inputTokens: tokensOf(saidIn(request)), outputTokens: words.length, totalTokens: tokensOf(saidIn(request)) + words.length };
    const stopReason = tool === undefined ? 'max_tokens' : 'tool_use';
    const left = gone(response);
    if (this.pace.firstMs > 0) await Promise.race([pause(this.pace.firstMs), left]);
    if (action === 'converse') {
      const input = tool === undefined ? undefined : JSON.parse(words.join(''));
      const content = tool === undefined ? [{ text: words.join('') }] : [{ toolUse: { toolUseId: 'tool-1', name: tool, input } }];
      if (this.pace.tokenMs > 0) await Promise.race([pause(this.pace.tokenMs * words.length), left]);
      json(response, 200, { output: { message: { role: 'assistant', content } }, stopReason, usage, metrics: { latencyMs: 1 } });
    } else await this.stream(response, words, tool, { stopReason, usage });
    if (response.destroyed) return;
    this.counted.requests += 1;
    this.counted.promptTokens += usage.inputTokens;
    this.counted.completionTokens += usage.outputTokens;
  };

  private async stream(
    response: ServerResponse,
    words: readonly string[],
    tool: string | undefined,
    end: { stopReason: string; usage: object },
  ): Promise<void> {
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    response.write(event('messageStart', { role: 'assistant' }));
    if (tool !== undefined) response.write(event('contentBlockStart', { contentBlockIndex: 0, start: { toolUse: { toolUseId: 'tool-1', name: tool } } }));
    for (const [index, word] of words.entries()) {
      if (this.pace.tokenMs > 0) await pause(this.pace.tokenMs);
      if (response.destroyed) return void this.abandoned.push(index);
      if (this.mood.is === 'cut' && index === this.mood.afterChunks) return void response.end(exception('modelStreamErrorException', 'mock fails'));
      if (this.mood.is === 'stalled' && index === this.mood.afterChunks) return gone(response);
      const delta = tool === undefined ? { text: word } : { toolUse: { input: word } };
      if (!response.write(event('contentBlockDelta', { contentBlockIndex: 0, delta })))
        await new Promise<void>((resolve) => response.once('drain', resolve).once('close', resolve));
    }
    response.write(event('contentBlockStop', { contentBlockIndex: 0 }));
    response.write(event('messageStop', { stopReason: end.stopReason }));
    response.end(event('metadata', { usage: end.usage, metrics: { latencyMs: 1 } }));
  }
}

function saidIn({ messages = [], system = [] }: ConverseRequest): string {
  const parts = messages.flatMap(({ content = [] }) => content.map(({ text, guardContent }) => text ?? guardContent?.text?.text ?? ''));
  return [...system.map(({ text }) => text ?? ''), ...parts].join('\n');
}
