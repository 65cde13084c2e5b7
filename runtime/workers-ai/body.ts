import { Refusal } from './refusal.js';

/** More than the longest prompt that a model here reads: 131,000 tokens of about four bytes, and room for what is escaped. */
const mostBytes = 1_048_576;

/** The body of a request as JSON. Read no further than allowed, whatever its length is said to be. */
export async function jsonBody(request: Request): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? ''))
    throw new Refusal(415, 'unsupported_media_type', 'Allowed: Content-Type application/json.');
  const pieces: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop cancels what is left of the body.
  for await (const piece of request.body ?? []) {
    length += piece.byteLength;
    if (length > mostBytes) throw new Refusal(413, 'request_too_large', `The request is too large. Allowed: ${mostBytes} bytes.`);
    pieces.push(piece);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(joined(pieces, length)));
  } catch {
    // The parser's text quotes the request.
    throw new Refusal(400, 'invalid_json', 'The request is no JSON in UTF-8.');
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}
