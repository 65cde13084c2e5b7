import { errorFields, log, placesOf } from '../../process/log.js';
import { internal, Refusal, refusalBody } from '../errors.js';
import { EventCutter, type ServerEvent } from './events.js';
import { type AnswerReading, choicesOf, judgeAnswer, saidIn, unreadable } from './reading.js';

const done = '[DONE]';

interface Chunk {
  readonly id?: unknown;
  readonly created?: unknown;
  readonly model?: unknown;
}

/**
 * An answer that comes as server-sent events. Where guards judge it, no event is sent before all that was said until then was judged safe; the next
 * window fills while one is judged. What is not safe is cut: the choices end with `content_filter`, and so does the call to the host.
 */
export class StreamedAnswer {
  private readonly events = new EventCutter();
  private held: Buffer[] = [];
  /** Characters in `held` that no guard has seen. */
  private unjudged = 0;
  private readonly said = new Map<number, string>();
  private readonly changed = new Set<number>();
  private first: Chunk | undefined;
  private complete = false;
  private judging = false;
  private over = false;

  constructor(
    private readonly reading: AnswerReading,
    /** Sends bytes to the caller; `end` is the end of the answer. */
    private readonly send: (bytes: Buffer, end: boolean) => void,
  ) {}

  /** Takes the next piece of the host's answer. */
  take(piece: Uint8Array, end: boolean): void {
    if (this.over) return;
    try {
      for (const event of this.events.cut(piece)) this.hold(event);
      if (end) for (const event of this.events.last()) this.hold(event);
    } catch (error) {
      this.fail(error);
      return;
    }
    this.complete ||= end;
    this.advance();
  }

  private hold(event: ServerEvent): void {
    if (event.data !== '' && event.data !== done && this.reading.meter?.event(event.data) === false) return;
    if (event.data === '' || event.data === done || (this.reading.guards.length === 0 && this.first !== undefined)) {
      this.held.push(event.bytes);
      return;
    }
    const chunk = chunkOf(event.data);
    if ('error' in chunk && !('choices' in chunk)) {
      this.held.push(event.bytes);
      return;
    }
    for (const choice of choicesOf(chunk)) this.hear(choice.index, saidIn(choice['delta']));
    const { citations } = this.reading;
    const cited = this.first === undefined && citations !== undefined;
    this.held.push(cited ? eventBytes({ ...chunk, citations }) : event.bytes);
    this.first ??= chunk;
  }

  private hear(choice: number, text: string): void {
    const before = this.said.get(choice) ?? '';
    this.said.set(choice, before + text);
    if (text === '') return;
    this.changed.add(choice);
    this.unjudged += text.length;
  }

  private advance(): void {
    if (this.over || this.judging) return;
    const mustJudge = this.unjudged > 0 && this.reading.guards.length > 0;
    if (!mustJudge) this.release(this.held.splice(0));
    else if (this.unjudged >= this.reading.window || this.complete) this.judge();
  }

  private judge(): void {
    this.judging = true;
    const events = this.held.splice(0);
    const texts = [...this.changed].map((choice) => this.said.get(choice) ?? '');
    this.changed.clear();
    this.unjudged = 0;
    Promise.all(texts.map((text) => judgeAnswer(this.reading, text)))
      .then((verdicts) => {
        this.judging = false;
        if (!verdicts.every(({ safe }) => safe)) return this.cut();
        this.release(events, this.held.length === 0);
        this.advance();
      })
      .catch((error) => this.fail(error));
  }

  /** `last`: nothing else is held. */
  private release(events: readonly Buffer[], last = true): void {
    if (this.over) return;
    const end = last && this.complete;
    this.over = end;
    if (end || events.length > 0) this.send(Buffer.concat(events), end);
  }

  private cut(): void {
    const { id, created, model } = this.first ?? {};
    const choices = [...this.said.keys()].sort().map((index) => ({ index, delta: {}, logprobs: null, finish_reason: 'content_filter' }));
    this.finish([eventBytes({ id, object: 'chat.completion.chunk', created, model, choices }), Buffer.from(`data: ${done}\n\n`)]);
  }

  /** The status is sent already: the error is an event, which SDKs throw, and no `[DONE]` follows. */
  private fail(error: unknown): void {
    if (!(error instanceof Refusal)) log('error', 'answer not judged', { ...errorFields(error), at: placesOf(error) });
    this.finish([Buffer.from(`data: ${refusalBody(error instanceof Refusal ? error : internal())}\n\n`)]);
  }

  /** Ends the answer, whatever is held or being judged. */
  private finish(events: readonly Buffer[]): void {
    if (this.over) return;
    this.over = true;
    this.held = [];
    this.send(Buffer.concat(events), true);
  }
}

function chunkOf(data: string): Chunk & object {
  try {
    const chunk: unknown = JSON.parse(data);
    if (typeof chunk === 'object' && chunk !== null) return chunk;
  } catch {
    // The parser's text quotes the answer.
  }
  throw unreadable();
}

const eventBytes = (chunk: object) => Buffer.from(`data: ${JSON.stringify(chunk)}\n\n`);
