import { createServer, type IncomingMessage, type Server, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server was asked. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** A server on the loopback that keeps what it was asked. */
export interface Loopback {
  readonly address: string;
  readonly asked: Asked[];
  stop(): void;
}

/** Starts one. `answer` writes to the response whenever it likes, also never. */
export async function loopback(answer: (asked: Asked, response: ServerResponse) => void): Promise<Loopback> {
  const asked: Asked[] = [];
  const server: Server = createServer((incoming, response) => {
    const pieces: Buffer[] = [];
    incoming.on('data', (piece) => pieces.push(piece));
    incoming.on('end', () => {
      const one = { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, text: Buffer.concat(pieces).toString() };
      asked.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export function json(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** Whether the connection broke before the end. */
  readonly cut: boolean;
}

/** Sends a request to a Unix socket and waits for the whole answer. `leave` ends it on the way, when told to. */
export function ask(socketPath: string, path: string, body?: unknown, leave?: Promise<void>): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const outgoing = send({ socketPath, path, method: body === undefined ? 'GET' : 'POST', headers: { 'content-type': 'application/json' } }, (response) => {
      const pieces: Buffer[] = [];
      const { statusCode: status = 0, headers } = response;
      response.on('data', (piece) => pieces.push(piece));
      response.on('error', () => undefined);
      response.on('close', () => resolve({ status, headers, text: Buffer.concat(pieces).toString(), cut: !response.complete }));
    });
    outgoing.on('error', reject);
    void leave?.then(() => outgoing.destroy(new Error('left')));
    outgoing.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  });
}
