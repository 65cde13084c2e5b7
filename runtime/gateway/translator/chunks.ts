import type { ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import type { Heading, saidIn } from './answer.js';
import { BrokenAnswer } from './failure.js';
import { type FinishReason, finishReason, type Usage, usageOf } from './finish.js';

/** Ends a stream that is whole. */
export const done = 'data: [DONE]\n\n';

/**
 * Writes the events of a ConverseStream as `chat.completion.chunk`, one text for each. A stream that ends without its reason or its usage,
 * or says what is not known here, throws: callers must be able to tell it from a whole one.
 */
export class Chunks {
  private readonly before: string;
  private finish: FinishReason | undefined;
  private usage: Usage | undefined;

  constructor(
    { id, created, model }: Heading,
    /** Whether the caller asked for a chunk with the usage. */
    private readonly includeUsage: boolean,
  ) {
    const head = JSON.stringify({ id, object: 'chat.completion.chunk', created, model });
    this.before = `data: ${head.slice(0, -1)},"choices":`;
  }

  /** What one event says to the caller; empty for events that carry nothing. */
  next(event: ConverseStreamOutput): string {
    if (event.contentBlockDelta !== undefined) {
      const text = event.contentBlockDelta.delta?.text;
      if (text === undefined) throw new BrokenAnswer('delta');
      return this.choice(`{"content":${JSON.stringify(text)}}`, 'null');
    }
    if (event.messageStart !== undefined) return this.choice('{"role":"assistant","content":""}', 'null');
    if (event.messageStop !== undefined) {
      this.finish = finishReason(event.messageStop.stopReason);
      return this.choice('{}', JSON.stringify(this.finish));
    }
    if (event.metadata !== undefined) {
      this.usage = usageOf(event.metadata.usage);
      return this.counted(this.usage);
    }
    if (event.contentBlockStop !== undefined) return '';
    if (event.contentBlockStart !== undefined && event.contentBlockStart.start?.toolUse === undefined) return '';
    throw new BrokenAnswer('event');
  }

  /** All that an answer in one piece says, with the end. */
  whole({ text, calls, finish, usage }: ReturnType<typeof saidIn>): string {
    const pieces = [
      this.choice('{"role":"assistant","content":""}', 'null'),
      ...(text === null || text === '' ? [] : [this.choice(`{"content":${JSON.stringify(text)}}`, 'null')]),
      ...(calls.length === 0 ? [] : [this.choice(`{"tool_calls":${JSON.stringify(calls.map((call, index) => ({ index, ...call })))}}`, 'null')]),
      this.choice('{}', JSON.stringify(finish)),
    ];
    return [...pieces, this.counted(usage), done].join('');
  }

  /** The end of a whole stream. */
  end(): string {
    if (this.finish === undefined || this.usage === undefined) throw new BrokenAnswer('end');
    return done;
  }

  private counted(usage: Usage): string {
    return this.includeUsage ? `${this.before}[],"usage":${JSON.stringify(usage)}}\n\n` : '';
  }

  private choice(delta: string, finish: string): string {
    return `${this.before}[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finish}}]}\n\n`;
  }
}
