import { Agent, type Dispatcher, request } from 'undici';
import type { z } from 'zod';
import { NotGiven } from './fetched.js';

/** Milliseconds for a connection, and for an answer after it. */
const times = { connect: { timeout: 3_000 }, headersTimeout: 10_000, bodyTimeout: 10_000 };
/** Bytes of an answer. Tokens have a few thousand. */
const largest = 65_536;

/** Goes straight to what is named: no proxy, whatever the environment says. */
export const direct: Dispatcher = new Agent(times);

export interface Ask {
  /** Of a log line. */
  readonly service: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent with POST; without one it is GET. A form, or JSON. */
  readonly body?: URLSearchParams | object;
  readonly through?: Dispatcher;
}

/** Asks for JSON of a form. What is not 200 or not of that form is an error whose text holds neither question nor answer. */
export async function askJson<Form extends z.ZodType>({ service, url, headers, body, through = direct }: Ask, form: Form): Promise<z.infer<Form>> {
  const encoded = body instanceof URLSearchParams ? 'application/x-www-form-urlencoded' : 'application/json';
  const response = await request(url, {
    dispatcher: through,
    method: body === undefined ? 'GET' : 'POST',
    headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': encoded }), ...headers },
    ...(body !== undefined && { body: body instanceof URLSearchParams ? body.toString() : JSON.stringify(body) }),
  });
  if (response.statusCode !== 200) {
    await response.body.dump();
    throw new NotGiven(`${service}: HTTP ${response.statusCode}`);
  }
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of response.body) {
    size += piece.length;
    if (size > largest) throw new NotGiven(`${service}: an answer too long`);
    pieces.push(piece);
  }
  const parsed = form.safeParse(jsonOf(Buffer.concat(pieces).toString()));
  if (!parsed.success) throw new NotGiven(`${service}: an answer of another form`);
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No form takes it.
    return undefined;
  }
}
