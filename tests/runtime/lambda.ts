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
        .end(typeof reply.body === 'string' || Buffer.isBuffer(reply.body) ? reply.body : JSON.stringify(reply.body ?? {}));
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

/** What a process of the environment does: it loads the handler once, writes down what each invocation prints, and says how it ended. */
const bootstrap = `
let printed = '';
process.stdout.write = (chunk) => { printed += chunk; return true; };
process.on('message', async ({ file, event, seconds }) => {
  printed = '';
  const end = Date.now() + 1000 * seconds;
  let error;
  try {
    const { handler } = await import(file);
    await handler(event, { getRemainingTimeInMillis: () => end - Date.now() });
  } catch (thrown) {
    error = String(thrown?.stack ?? thrown);
  }
  process.send({ printed, error });
});
process.on('disconnect', () => process.exit());
`;

/** How an invocation ended: what it printed, and what it threw, if anything. */
export interface Ended {
  readonly printed: string;
  readonly error?: string;
}

/** Processes that wait for the next invocation in the same environment, as Lambda keeps them: the handler in them is loaded already. */
const waiting = new Map<string, ChildProcess>();

/**
 * One asynchronous invocation as Lambda does it: the bundled handler in a process, in a region, stopped when its
 * time is over, and sent the same event twice more when it fails. Returns how many attempts were made.
 */
export async function invoke(bundle: string, region: string, environment: Readonly<Record<string, string>>, event: unknown, seconds = 60): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const ended = await invokeOnce(bundle, region, environment, event, seconds);
    if ((ended !== undefined && ended.error === undefined) || attempt === 3) return attempt;
  }
}

/** One attempt; undefined where its time was over first, and its process was ended with whatever it still did. */
export async function invokeOnce(
  bundle: string,
  region: string,
  environment: Readonly<Record<string, string>>,
  event: unknown,
  seconds = 60,
): Promise<Ended | undefined> {
  const env = { AWS_REGION: region, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', ...environment };
  const file = join(bundle, 'index.mjs');
  const key = JSON.stringify([file, env]);
  const kept = waiting.get(key);
  const child = kept?.connected === true ? kept : started(env);
  waiting.delete(key);
  const ended = await new Promise<Ended | undefined>((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), 1000 * seconds);
    const settle = (result: Ended | undefined) => {
      clearTimeout(timer);
      resolve(result);
    };
    child.once('error', reject).once('exit', () => settle(undefined));
    child.once('message', (message) => settle(message as Ended));
    child.send({ file, event, seconds });
  });
  child.removeAllListeners();
  if (ended === undefined) child.kill('SIGKILL');
  else waiting.set(key, child);
  return ended;
}

/** It ends with the process that started it, which does not wait for it. */
function started(env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', bootstrap], { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  child.unref();
  child.channel?.unref();
  return child;
}
