import { Agent, request } from 'node:https';

/** What a caller saw. */
export interface Seen {
  /** 0 where there was no answer. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  /** Milliseconds to the head of the answer, to its first byte and to its end. */
  readonly headMs: number;
  readonly firstMs: number;
  /** Until something of an answer came: a stream begins with a chunk without content. */
  readonly tokenMs: number;
  readonly ms: number;
  /** Pieces of a stream: lines of `data:`, without the last, `[DONE]`. */
  readonly events: readonly string[];
  readonly done: boolean;
  /** Why it ended early. */
  readonly broken?: string;
}

export interface Asked {
  readonly key?: string | undefined;
  readonly body?: unknown;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly signal?: AbortSignal;
  /** Of an agent of its own: a connection that nobody else uses. */
  readonly alone?: boolean;
}

/** A caller of one gateway, with connections that are kept. */
export class Client {
  private readonly agent: Agent;

  constructor(
    readonly port: number,
    readonly ca: string,
  ) {
    // The certificate is the gateway's own, made at its start for its own name: its load balancer does not look at names either.
    this.agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, ca, checkServerIdentity: () => undefined });
  }

  ask({ key, body, method = 'POST', path = '/v1/chat/completions', headers = {}, signal, alone }: Asked): Promise<Seen> {
    const start = performance.now();
    const since = () => performance.now() - start;
    const sent = body === undefined ? undefined : typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const agent = alone === true ? new Agent({ ca: this.ca, checkServerIdentity: () => undefined }) : this.agent;
    return new Promise((resolve) => {
      let [status, headMs, firstMs, tokenMs, text, seenHeaders] = [0, 0, 0, 0, '', {} as Seen['headers']];
      const over = (broken?: string) => {
        const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => data);
        const done = events.at(-1) === '[DONE]';
        resolve({
          status,
          headers: seenHeaders,
          text,
          headMs,
          firstMs,
          tokenMs,
          ms: since(),
          events: done ? events.slice(0, -1) : events,
          done,
          ...(broken !== undefined && { broken }),
        });
      };
      const outgoing = request({
        agent,
        host: '127.0.0.1',
        port: this.port,
        method,
        path,
        ...(signal !== undefined && { signal }),
        headers: {
          host: 'gateway.test',
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
          ...(sent !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) }),
          ...(headers as Record<string, string | string[]>),
        },
      });
      outgoing.on('response', (response) => {
        [status, headMs, seenHeaders] = [response.statusCode ?? 0, since(), response.headers];
        response.setEncoding('utf8').on('data', (chunk: string) => {
          if (firstMs === 0) firstMs = since();
          text += chunk;
          if (tokenMs === 0 && /"content":\s*"[^"]/.test(text)) tokenMs = since();
        });
        response.on('end', () => over(response.complete ? undefined : 'cut')).on('error', ({ message }) => over(message));
      });
      outgoing.on('error', ({ message }) => over(message));
      outgoing.end(sent);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
