import { type Refusal, refusalBody, unreadable } from './refusal.js';
import { finishReason, type Said, saidIn, type Usage } from './said.js';

/** Head of a chat completion, the same in every piece of it. */
export interface Head {
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly model: string;
}

/** A whole answer as OpenAI's API has it. */
export function completion(answer: unknown, head: Head, maxTokens: number): object {
  const said = saidIn(answer, 'message');
  const message = { role: 'assistant', content: said.text, refusal: null };
  return {
    ...head,
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason(said, maxTokens) }],
    ...(said.usage && { usage: said.usage }),
  };
}

const done = '[DONE]';

/** An event that is longer is none of a chat completion. */
const longestLine = 1_048_576;

/** The events of an answer as OpenAI's API has them, from those of Workers AI. */
export class Events {
  private readonly decoder = new TextDecoder();
  private readonly encoder = new TextEncoder();
  private rest = '';
  private began = false;
  private ended = false;
  private finish: Said['finish'];
  private usage: Usage | undefined;

  constructor(
    private readonly head: Head,
    private readonly maxTokens: number,
    private readonly usageAsked: boolean,
  ) {}

  transform(piece: Uint8Array, out: TransformStreamDefaultController<Uint8Array>): void {
    const lines = (this.rest + this.decoder.decode(piece, { stream: true })).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.take(line, out);
    if (this.rest.length > longestLine) this.fail(out);
  }

  /** The answer is whole only if Workers AI said so: one that breaks off must not read like one that ended. */
  flush(out: TransformStreamDefaultController<Uint8Array>): void {
    this.take(this.rest, out);
    if (!this.ended) this.fail(out);
  }

  private take(line: string, out: TransformStreamDefaultController<Uint8Array>): void {
    const data = /^data:(.*)$/.exec(line.trim())?.[1]?.trim() ?? '';
    if (this.ended || data === '') return;
    if (data === done) {
      this.end(out);
      return;
    }
    try {
      const { text, finish, usage } = saidIn(JSON.parse(data), 'delta');
      this.finish ??= finish;
      this.usage = usage ?? this.usage;
      if (!this.began) this.send(out, { choices: [choice({ role: 'assistant', content: '' }, null)] });
      this.began = true;
      if (text !== '') this.send(out, { choices: [choice({ content: text }, null)] });
    } catch {
      // The parser's text quotes the answer.
      this.fail(out);
    }
  }

  private end(out: TransformStreamDefaultController<Uint8Array>): void {
    this.ended = true;
    this.send(out, { choices: [choice({}, finishReason({ finish: this.finish, usage: this.usage }, this.maxTokens))] });
    if (this.usageAsked && this.usage !== undefined) this.send(out, { choices: [], usage: this.usage });
    this.write(out, done);
  }

  /** The status is sent already: the error is an event, and no `[DONE]` follows. */
  private fail(out: TransformStreamDefaultController<Uint8Array>, refusal: Refusal = unreadable()): void {
    this.ended = true;
    this.write(out, refusalBody(refusal));
  }

  private send(out: TransformStreamDefaultController<Uint8Array>, more: object): void {
    this.write(out, JSON.stringify({ ...this.head, object: 'chat.completion.chunk', ...more }));
  }

  private write(out: TransformStreamDefaultController<Uint8Array>, data: string): void {
    out.enqueue(this.encoder.encode(`data: ${data}\n\n`));
  }
}

function choice(delta: object, finish: Said['finish'] | null) {
  return { index: 0, delta, logprobs: null, finish_reason: finish };
}
