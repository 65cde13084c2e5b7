import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** Answer of a server to one request: status, body, and the name of an AWS error. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly error?: string;
}

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** A server on the loopback; whoever gets `undefined` never gets an answer. */
export async function serve(answer: (request: Request) => Promise<Reply | undefined> | Reply | undefined): Promise<{ readonly address: string; stop(): void }> {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const { method = '', url = '', headers } = request;
      const reply = await answer({ method, path: url, headers, text: Buffer.concat(chunks).toString() });
      if (reply === undefined) return;
      if (reply.error !== undefined) response.setHeader('x-amzn-errortype', reply.error);
      response
        .writeHead(reply.status, { 'content-type': 'application/json' })
        .end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const bootstrap = `
const [file, text, seconds] = process.argv.slice(1);
const { handler } = await import(file);
const end = Date.now() + 1000 * seconds;
setTimeout(() => process.exit(124), 1000 * seconds).unref();
await handler(JSON.parse(text), { getRemainingTimeInMillis: () => end - Date.now() });
process.exit(0);
`;

/**
 * One asynchronous invocation as Lambda does it: the bundled handler in a process of its own, in a region, stopped when its
 * time is over, and sent the same event twice more when it fails. Returns how many attempts were made.
 */
export async function invoke(bundle: string, region: string, environment: Readonly<Record<string, string>>, event: unknown, seconds = 60): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const status = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(
        process.execPath,
        ['--input-type=module', '--eval', bootstrap, '--', join(bundle, 'index.mjs'), JSON.stringify(event), String(seconds)],
        {
          env: { AWS_REGION: region, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', ...environment },
          stdio: ['ignore', 'ignore', 'ignore'],
        },
      );
      child.on('error', reject).on('exit', resolve);
    });
    if (status === 0 || attempt === 3) return attempt;
  }
}
