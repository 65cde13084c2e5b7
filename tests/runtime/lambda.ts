import { type ChildProcess, spawn } from 'node:child_process';
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
let count = 0;
process.on('message', async ({ file, event, seconds }) => {
  const { handler } = await import(file + '?' + ++count);
  const end = Date.now() + 1000 * seconds;
  await handler(event, { getRemainingTimeInMillis: () => end - Date.now() });
  process.send('done');
});
process.on('disconnect', () => process.exit());
`;

/** Processes that wait for the next invocation in the same environment; each evaluates the handler anew, so nothing is left of the one before. */
const waiting = new Map<string, ChildProcess>();

/**
 * One asynchronous invocation as Lambda does it: the bundled handler in a process, in a region, stopped when its
 * time is over, and sent the same event twice more when it fails. Returns how many attempts were made.
 */
export async function invoke(bundle: string, region: string, environment: Readonly<Record<string, string>>, event: unknown, seconds = 60): Promise<number> {
  const env = { AWS_REGION: region, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', ...environment };
  for (let attempt = 1; ; attempt++) {
    if ((await attempted(env, { file: join(bundle, 'index.mjs'), event, seconds })) || attempt === 3) return attempt;
  }
}

interface Attempt {
  readonly file: string;
  readonly event: unknown;
  readonly seconds: number;
}

/** Whether the handler came to its end. A process in which it did not is ended, with whatever it still does. */
async function attempted(env: Readonly<Record<string, string>>, attempt: Attempt): Promise<boolean> {
  const key = JSON.stringify(env);
  const kept = waiting.get(key);
  const child = kept?.connected === true ? kept : started(env);
  waiting.delete(key);
  const done = await new Promise<boolean>((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), 1000 * attempt.seconds);
    const settle = (result: boolean) => {
      clearTimeout(timer);
      resolve(result);
    };
    child.once('error', reject).once('exit', () => settle(false));
    child.once('message', () => settle(true));
    child.send(attempt);
  });
  child.removeAllListeners();
  if (done) waiting.set(key, child);
  else child.kill('SIGKILL');
  return done;
}

/** It ends with the process that started it, which does not wait for it. */
function started(env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', bootstrap], { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  child.unref();
  child.channel?.unref();
  return child;
}
