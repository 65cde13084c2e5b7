import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.js';

/** Bytes of a request that are kept in memory. Envoy and the policy service allow less. */
const most = 32 * 1024 * 1024;

/** The whole body as text. Throws a `Refusal` for one that is too large. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    // Read to its end all the same: a connection that is closed before has no answer.
    if (size <= most) pieces.push(piece);
  }
  if (size > most) throw new Refusal(413, 'invalid_request_error', `The body is larger than ${most} bytes.`, 'request_too_large');
  return Buffer.concat(pieces).toString('utf8');
}
