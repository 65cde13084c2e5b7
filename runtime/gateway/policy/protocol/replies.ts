import { type Refusal, refusalBody, refusalHeaders } from '../errors.js';
import type { HeaderMutation, ProcessingMode, ProcessingResponse } from './messages.js';

const send = 1;
const skip = 2;
const bodyModes = { none: 0, buffered: 2, duplex: 4 } as const;
const overwrite = 2;

/** How the rest of a request is handed over: whether the headers of its answer are, and how the answer's body is. */
function mode(responseHeaders: 'asked' | 'skipped', responseBody: keyof typeof bodyModes): ProcessingMode {
  return {
    requestHeaderMode: send,
    requestBodyMode: bodyModes.buffered,
    responseHeaderMode: responseHeaders === 'asked' ? send : skip,
    responseBodyMode: bodyModes[responseBody],
    // Envoy refuses the mode in which an answer may end early without the trailers.
    responseTrailerMode: responseBody === 'duplex' ? send : skip,
  };
}

/** Go on to the body of the request. `answerIsRead`: ask again when the host answers. */
export function readBody(answerIsRead: boolean): ProcessingResponse {
  return { requestHeaders: { response: {} }, ...(answerIsRead && { modeOverride: mode('asked', 'none') }) };
}

/** Send this body instead, choose the route by what is decided, and remove headers. */
export function rewritten(body: Buffer, removeHeaders: readonly string[], gateway: Readonly<Record<string, string>>): ProcessingResponse {
  const fields = Object.fromEntries(Object.entries(gateway).map(([name, stringValue]) => [name, { stringValue }]));
  const response = { headerMutation: { ...contentLength(body), removeHeaders }, bodyMutation: { body }, clearRouteCache: true };
  return { requestBody: { response }, dynamicMetadata: { fields: { gateway: { structValue: { fields } } } } };
}

/** Send this body instead, on a listener that has one route. */
export function replacedBody(body: Buffer): ProcessingResponse {
  return { requestBody: { response: { headerMutation: contentLength(body), bodyMutation: { body } } } };
}

/** How the body of an answer is handed over, once its headers are known. */
export function readAnswer(as: keyof typeof bodyModes): ProcessingResponse {
  return { responseHeaders: { response: {} }, modeOverride: mode('asked', as) };
}

/** An answer that was handed over whole, changed. */
export function replacedAnswer(body: Buffer): ProcessingResponse {
  return { responseBody: { response: { headerMutation: contentLength(body), bodyMutation: { body } } } };
}

/** A piece of an answer that is handed over piece by piece. `endOfStream` ends the answer, and the call to the host with it. */
export function answerPiece(body: Buffer, endOfStream: boolean): ProcessingResponse {
  return { responseBody: { response: { bodyMutation: { streamedResponse: { body, endOfStream } } } } };
}

/** Answer the caller without calling a host. */
export function immediately(status: number, body: string, headers: Readonly<Record<string, string>>, details: string): ProcessingResponse {
  const setHeaders = Object.entries({ 'content-type': 'application/json', ...headers }).map(([key, value]) => set(key, value));
  return { immediateResponse: { status: { code: status }, headers: { setHeaders }, body: Buffer.from(body), details: `policy:${details}` } };
}

export function refused(refusal: Refusal): ProcessingResponse {
  return immediately(refusal.status, refusalBody(refusal), refusalHeaders(refusal), refusal.code);
}

const contentLength = (body: Buffer): HeaderMutation => ({ setHeaders: [set('content-length', String(body.length))] });

const set = (key: string, value: string) => ({ header: { key, rawValue: Buffer.from(value) }, appendAction: overwrite });
