import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { ProcessingResponse } from '../../../../runtime/gateway/policy/protocol/messages.js';
import type { Json } from '../../../support/documents.js';
import { ask, chat, headersOf, message, serviceWith } from './ask.js';
import { Beside, says } from './beside.js';

/** The service with a guard beside it that finds everything safe until a case says otherwise, and a way to let a host answer. */
export function answering() {
  const { service, directory, close } = serviceWith();
  const beside = new Beside(() => says('safe'));
  beforeAll(() => beside.listen(`${directory}/egress.sock`));
  beforeEach(() => {
    beside.answer = () => says('safe');
  });
  afterAll(() => {
    beside.stop();
    close();
  });

  /** An answer that begins: what Envoy was told, and what the caller has got. */
  const answer = async (model: string, type: string, status = '200', more: Readonly<Record<string, string>> = {}) => {
    const { exchange, replies } = await ask(service, { body: chat({ model, stream: type === 'text/event-stream' }) });
    beside.asked.splice(0);
    const before = replies.length;
    await exchange.receive(message({ responseHeaders: headersOf({ ':status': status, 'content-type': type, ...more }) }));
    const first = replies[before] as Json;
    const pieces = () => (replies.slice(before + 1) as Json[]).map((reply) => reply.responseBody?.response.bodyMutation.streamedResponse ?? reply);
    return {
      mode: first.modeOverride?.responseBodyMode,
      refused: first.immediateResponse && JSON.parse(String(first.immediateResponse.body)).error,
      send: (body: string | Buffer, endOfStream = false) => exchange.receive(message({ responseBody: { body: Buffer.from(body), endOfStream } })),
      trailers: () => exchange.receive(message({ responseTrailers: {} })),
      last: () => replies.at(-1) as Json,
      pieces,
      got: () =>
        pieces()
          .map(({ body }) => String(body))
          .join(''),
      ended: () => pieces().some(({ endOfStream }) => endOfStream),
      replies: () => replies.slice(before + 1) as readonly ProcessingResponse[],
    };
  };

  return { beside, answer };
}
