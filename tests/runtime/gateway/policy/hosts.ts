import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../../../support/documents.js';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Json;
  /** Whether the caller went before the answer was whole. */
  left: boolean;
}

/** A server on the loopback that remembers what it received. */
export class Mock {
  readonly received: Received[] = [];
  answer: (request: Received, response: ServerResponse) => void = () => {};
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const received: Received = { path: request.url ?? '', headers: request.headers, body: JSON.parse(Buffer.concat(pieces).toString()), left: false };
        response.on('close', () => {
          received.left = !response.writableFinished;
        });
        this.received.push(received);
        this.answer(received, response);
      });
    });
  }

  async start(): Promise<number> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A chat completion as vLLM answers it: whole, or each text as a chunk. */
export function complete({ body }: Received, response: ServerResponse, texts: readonly string[]): void {
  const head = { id: 'chatcmpl-1', created: 1_700_000_000, model: body.model };
  const usage = { prompt_tokens: 5, completion_tokens: texts.length, total_tokens: 5 + texts.length };
  if (body.stream !== true) {
    const message = { role: 'assistant', content: texts.join(''), refusal: null, tool_calls: [] };
    json(response, { ...head, object: 'chat.completion', choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }], usage });
    return;
  }
  const event = (choices: unknown, more: object = {}) =>
    response.write(`data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices, ...more })}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  event([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }]);
  const rest = [...texts];
  const timer = setInterval(() => {
    const text = rest.shift();
    if (text !== undefined) {
      event([{ index: 0, delta: { content: text }, finish_reason: null }]);
      return;
    }
    clearInterval(timer);
    event([{ index: 0, delta: {}, finish_reason: 'stop' }]);
    event([], { usage });
    response.end('data: [DONE]\n\n');
  }, 2);
  response.on('close', () => clearInterval(timer));
}
