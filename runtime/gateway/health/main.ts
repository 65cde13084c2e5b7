import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { isMain } from '../process/entry.js';

/** Milliseconds until a process that says nothing is not healthy: less than what the container's own check has. */
const patience = 3_500;

/** What `grpc.health.v1.Health` answers while it serves: a frame of two bytes, field 1 with value 1. */
const serving = Buffer.from([0, 0, 0, 0, 2, 8, 1]);

/** How a process of the task says that it works, by the first argument; the others say where. */
const checks: Readonly<Record<string, (path: string, url?: string) => Promise<boolean> | boolean>> = {
  file: (path) => existsSync(path),
  http: (path, url = '/') =>
    new Promise((resolve) => {
      const asked = request({ socketPath: path, path: url }, ({ statusCode }) => resolve(statusCode === 200));
      asked.on('error', () => resolve(false)).end();
    }),
  grpc: (path) =>
    new Promise((resolve) => {
      const session = connectHttp2('http://localhost', { createConnection: () => connect(path) });
      const fails = () => resolve(false);
      session.on('error', fails);
      const call = session.request({ ':method': 'POST', ':path': '/grpc.health.v1.Health/Check', 'content-type': 'application/grpc', te: 'trailers' });
      const parts: Buffer[] = [];
      call.on('data', (part: Buffer) => parts.push(part)).on('error', fails);
      call.on('end', () => resolve(Buffer.concat(parts).equals(serving)));
      // No message but an empty request.
      call.end(Buffer.alloc(5));
    }),
};

/** `file PATH`, `http SOCKET URL` or `grpc SOCKET`. Exit codes: 0 works, 1 does not, 2 no such check. */
export async function main([kind = '', path = '', url]: readonly string[]): Promise<number> {
  const check = checks[kind];
  if (check === undefined) return 2;
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patience).unref());
  return (await Promise.race([check(path, url), late])) ? 0 : 1;
}

if (isMain(import.meta.url, process)) process.exit(await main(process.argv.slice(2)));
