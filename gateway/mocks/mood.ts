import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { json } from './listener.js';

/** How a model server behaves, apart from being dead, which is its listener's. */
export type Mood =
  | { readonly is: 'well' }
  /** Accepts the request and never answers. */
  | { readonly is: 'silent' }
  /** Sends the head of an answer and nothing after it. */
  | { readonly is: 'silent after headers' }
  /** Stops within the answer, connection open. */
  | { readonly is: 'stalled'; readonly afterChunks: number }
  /** Ends the connection within the answer. */
  | { readonly is: 'cut'; readonly afterChunks: number }
  | { readonly is: 'slow'; readonly ms: number }
  | { readonly is: 'failing'; readonly status: number }
  /** Ends the connection before an answer. */
  | { readonly is: 'resetting' }
  /** Admits a stream by its first look and refuses it by its second, when the head of the answer is sent: vLLM looks twice. */
  | { readonly is: 'refusing late' };

export const well: Mood = { is: 'well' };

/** Does what a mood does before an answer; true when that was all. */
export async function acted(mood: Mood, response: ServerResponse): Promise<boolean> {
  switch (mood.is) {
    case 'silent':
      await gone(response);
      return true;
    case 'silent after headers':
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).flushHeaders();
      await gone(response);
      return true;
    case 'slow':
      await Promise.race([pause(mood.ms, undefined, { ref: false }), gone(response)]);
      return response.destroyed;
    case 'failing':
      json(response, mood.status, { error: { message: `mock fails with ${mood.status}`, type: 'InternalServerError', param: null, code: mood.status } });
      return true;
    case 'resetting':
      broken(response);
      return true;
    default:
      return false;
  }
}

/** Breaks off: of HTTP/2 the stream, of HTTP/1.1 the connection. */
export function broken(response: ServerResponse): void {
  response.destroy();
  response.socket?.destroy();
}

/** Waits until the caller is gone. */
export function gone(response: ServerResponse): Promise<void> {
  return response.destroyed ? Promise.resolve() : new Promise((resolve) => response.once('close', () => resolve()));
}
