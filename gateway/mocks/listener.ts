import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';

/** What a mock received, and what became of it. */
export interface Call {
  /** Name of the mock that was called. */
  readonly mock: string;
  /** Milliseconds since the process started. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** `Host`, or `:authority` of HTTP/2. */
  readonly authority: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  /** Set when the caller went away before the answer was whole. */
  aborted: boolean;
  /** Status that was answered; 0 before. */
  status: number;
}

export type Answer = (call: Call, response: ServerResponse) => void | Promise<void>;

/** Key and certificate chain, PEM. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

/** A mock on a port of its own on the loopback interface, which the system chose. */
export interface Listener {
  readonly name: string;
  readonly port: number;
  readonly calls: readonly Call[];
  /** Bytes that came over any connection since the last `forget`, those of TLS included. */
  bytes(): number;
  forget(): void;
  /** Refuses connections from now on and cuts those that are open. */
  die(): Promise<void>;
  /** Takes connections again, at the same port. */
  revive(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a mock. With an identity it speaks TLS, and HTTP/2 to whom offers it. */
export async function listen(name: string, answer: Answer, identity?: Identity): Promise<Listener> {
  const calls: Call[] = [];
  const sockets = new Set<Socket>();
  const received = meter();
  let server: Server | Http2SecureServer;
  const start = async (port: number): Promise<number> => {
    const handle = (request: IncomingMessage, response: ServerResponse) => void answered(name, calls, request, response, answer);
    server =
      identity === undefined
        ? createServer({ keepAliveTimeout: 900_000 }, handle)
        : createSecureServer({ ...identity, allowHTTP1: true }, handle as unknown as Parameters<typeof createSecureServer>[1]);
    server.on('connection', received.add);
    server.on(identity === undefined ? 'connection' : 'secureConnection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  const stop = async () => {
    if (!server.listening) return;
    const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await stopped;
  };
  const port = await start(0);
  const revive = async () => {
    if (!server.listening) await start(port);
  };
  const forget = () => {
    calls.splice(0);
    received.reset();
  };
  return { name, port, calls, bytes: received.bytes, forget, die: stop, revive, close: stop };
}

/** Counts what comes over connections. */
function meter() {
  const open = new Set<Socket>();
  let [closed, before] = [0, 0];
  const all = () => closed + [...open].reduce((total, { bytesRead }) => total + bytesRead, 0);
  const reset = () => {
    before = all();
  };
  const add = (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => {
      open.delete(socket);
      closed += socket.bytesRead;
    });
  };
  return { add, reset, bytes: () => all() - before };
}

async function answered(name: string, calls: Call[], request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    // The caller went away within the request: there is nobody to answer.
    return;
  }
  const { method = '', url: path = '', headers } = request;
  const authority = String(headers[':authority'] ?? headers.host ?? '');
  const call: Call = { mock: name, at: performance.now(), method, path, authority, headers, body: Buffer.concat(chunks).toString(), aborted: false, status: 0 };
  calls.push(call);
  response.on('error', () => undefined);
  response.on('close', () => {
    call.status = response.statusCode;
    call.aborted = !response.writableFinished;
  });
  try {
    await answer(call, response);
  } catch (error) {
    json(response, 500, { error: { message: `mock ${name}: ${error instanceof Error ? error.message : error}`, type: 'mock', code: 500 } });
  }
}

/** Answers with JSON, where nothing has been answered yet. */
export function json(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)), ...headers }).end(text);
}
