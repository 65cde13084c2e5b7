import { errorFields, log, placesOf } from '../process/log.js';
import { type AnswerReading, unreadable } from './answer/reading.js';
import { StreamedAnswer } from './answer/stream.js';
import { readWhole } from './answer/whole.js';
import { decide } from './decide.js';
import { internal, Refusal } from './errors.js';
import type { KeyHolder } from './keys.js';
import { modelList } from './models.js';
import { bytesOf, type HttpHeaders, type ProcessingRequest, type ProcessingResponse } from './protocol/messages.js';
import { answerPiece, immediately, readAnswer, readBody, refused, replacedAnswer, rewritten } from './protocol/replies.js';
import { type Caller, headerValues, readCaller } from './request/caller.js';
import type { Service } from './service.js';

/** One HTTP request as Envoy asks about it: its headers, its body, and where something must be added or judged, its answer. */
export class Exchange {
  private caller: Caller | undefined;
  private reading: AnswerReading | undefined;
  private streamed: StreamedAnswer | undefined;
  /** The host ended its answer with trailers, which Envoy waits for a word about. */
  private trailers = false;
  private over = false;

  constructor(
    private readonly service: Service,
    private readonly send: (response: ProcessingResponse) => void,
    /** Aborts when the request is over, for whatever reason. */
    private readonly signal: AbortSignal,
  ) {}

  /** Takes one message of Envoy and sends one reply; while an answer is streamed, replies come when there is something to send. */
  async receive(message: ProcessingRequest): Promise<void> {
    if (this.over) return;
    try {
      const reply = await this.replyTo(message);
      if (reply !== undefined) this.reply(reply);
    } catch (error) {
      if (this.signal.aborted) return;
      if (!(error instanceof Refusal)) log('error', 'request failed', { ...errorFields(error), at: placesOf(error) });
      this.reply(refused(error instanceof Refusal ? error : internal()));
    }
  }

  private reply(response: ProcessingResponse): void {
    this.over ||= 'immediateResponse' in response;
    this.send(response);
  }

  private async replyTo(message: ProcessingRequest): Promise<ProcessingResponse | undefined> {
    const { requestHeaders, requestBody, responseHeaders, responseBody } = message;
    if (requestHeaders !== null) return this.begin(requestHeaders);
    if (requestBody !== null) return this.decided(bytesOf(requestBody));
    if (responseHeaders !== null) return this.answered(responseHeaders);
    if (responseBody !== null) return this.answerBody(bytesOf(responseBody), responseBody.endOfStream);
    if (message.responseTrailers !== null) {
      this.trailers = true;
      this.streamed?.take(new Uint8Array(), true);
      return undefined;
    }
    throw new TypeError('Envoy asks about something that it is not configured to ask about');
  }

  private async begin(headers: HttpHeaders): Promise<ProcessingResponse> {
    const { workloads, topology } = this.service;
    const of = ({ workloads: ids }: KeyHolder) => ids.flatMap((id) => workloads.get(id) ?? []);
    this.caller = await readCaller(headers, this.service, (holder) => Math.max(0, ...of(holder).map(({ bodyBytes }) => bodyBytes)));
    const { asked, holder } = this.caller;
    if (asked === 'models') return immediately(200, modelList(holder, workloads, topology), {}, 'models');
    // Which model is meant is in the body, after which Envoy cannot be told any more.
    return readBody(this.caller.budget !== undefined || of(holder).some(({ answersAreRead }) => answersAreRead));
  }

  private async decided(body: Uint8Array): Promise<ProcessingResponse> {
    if (this.caller === undefined) throw new TypeError('a body came before its headers');
    const decision = await decide(body, this.caller, this.signal, this.service);
    this.reading = decision.reading;
    const { meter } = decision.reading ?? {};
    if (meter !== undefined) this.signal.addEventListener('abort', () => meter.end(), { once: true });
    return rewritten(decision.body, this.caller.strip, decision.metadata);
  }

  /** Only what a host answered is read; its errors and Envoy's own pass. */
  private answered({ headers, endOfStream }: HttpHeaders): ProcessingResponse {
    const values = headerValues(headers?.headers ?? []);
    const answered = values.get(':status') === '200';
    if (!answered) this.reading?.meter?.refused();
    if (this.reading === undefined || !answered) return readAnswer('none');
    const [type] = (values.get('content-type') ?? '').split(';');
    if (endOfStream || values.has('content-encoding')) throw unreadable();
    if (type === 'application/json') return readAnswer('buffered');
    if (type !== 'text/event-stream') throw unreadable();
    this.streamed = new StreamedAnswer(this.reading, (bytes, end) => this.pass(bytes, end));
    return readAnswer('duplex');
  }

  private pass(bytes: Buffer, end: boolean): void {
    this.send(answerPiece(bytes, end && !this.trailers));
    if (end && this.trailers) this.send({ responseTrailers: {} });
  }

  private async answerBody(body: Uint8Array, end: boolean): Promise<ProcessingResponse | undefined> {
    if (this.reading === undefined) throw new TypeError('an answer came that nobody asked for');
    if (this.streamed === undefined) return replacedAnswer(await readWhole(body, this.reading));
    this.streamed.take(body, end);
    return undefined;
  }
}
