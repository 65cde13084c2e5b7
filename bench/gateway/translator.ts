/**
 * What the translator costs: processor time of its one worker, from /proc, per request and per streamed chunk. The load and the mock of Bedrock are
 * processes of their own. Run: `npx tsx bench/gateway/translator.ts`. Prints rows of JSON.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleGatewayProcess } from '../../runtime/bundle.js';
import { fileAt, path } from '../../tests/runtime/gateway/translator.js';

interface Load {
  readonly what: string;
  readonly requests: number;
  readonly concurrency: number;
  /** Of a stream; `none` for a whole answer. */
  readonly chunks: number | 'none';
  readonly promptWords: number;
}

const loads: readonly Load[] = [
  { what: 'unary', requests: 300, concurrency: 1, chunks: 'none', promptWords: 40 },
  { what: 'unary', requests: 2_000, concurrency: 16, chunks: 'none', promptWords: 40 },
  { what: 'unary, 4,000 tokens', requests: 1_000, concurrency: 16, chunks: 'none', promptWords: 3_200 },
  { what: 'stream of 50', requests: 40, concurrency: 1, chunks: 50, promptWords: 40 },
  { what: 'stream of 50', requests: 500, concurrency: 16, chunks: 50, promptWords: 40 },
  { what: 'stream of 200', requests: 500, concurrency: 500, chunks: 200, promptWords: 40 },
];

/** Milliseconds of processor time of a process so far: clock ticks are a hundredth of a second. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const firstLine = (child: ChildProcess, has: string) =>
  new Promise<string>((resolve) => child.stdout?.on('data', (piece) => String(piece).includes(has) && resolve(String(piece).trim())));

async function measured(socketPath: string, pid: number, load: Load) {
  const agent = new Agent({ keepAlive: true, maxSockets: load.concurrency });
  const streamed = load.chunks === 'none' ? { max_tokens: 50 } : { max_tokens: load.chunks, stream: true, stream_options: { include_usage: true } };
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'word '.repeat(load.promptWords) }], ...streamed });
  const once = () =>
    new Promise<void>((resolve, reject) => {
      const outgoing = request({ socketPath, path, method: 'POST', agent, headers: { 'content-type': 'application/json' } }, (response) => {
        let last = '';
        response.on('data', (piece) => (last = String(piece)));
        response.on('end', () =>
          response.statusCode === 200 && (load.chunks === 'none' || last.includes('[DONE]')) ? resolve() : reject(new Error(`${response.statusCode} ${last}`)),
        );
      });
      outgoing.on('error', reject).end(body);
    });
  let left = load.requests;
  const began = Date.now();
  const before = cpuOf(pid);
  await Promise.all(
    Array.from({ length: load.concurrency }, async () => {
      while (left-- > 0) await once();
    }),
  );
  const cpu = cpuOf(pid) - before;
  agent.destroy();
  return { ...load, cpuPerRequest: cpu / load.requests, seconds: (Date.now() - began) / 1_000, utilisation: cpu / (Date.now() - began) };
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-translator-'));
  const [key, certificate] = [join(directory, 'key.pem'), join(directory, 'certificate.pem')];
  const subject = ['-subj', '/CN=bench', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '1'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', certificate, ...subject], {
    stdio: 'ignore',
  });
  const bedrock = spawn(process.execPath, ['--import', 'tsx', 'bench/gateway/bedrock.ts', '20', key, certificate], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await firstLine(bedrock, '');
  const socket = join(directory, 't.sock');
  writeFileSync(join(directory, 'translator.json'), JSON.stringify(fileAt(`https://127.0.0.1:${port}`, { listen: [socket] })));
  // A worker without its supervisor, which would take the certificate out of its environment.
  const worker = spawn(process.execPath, [join(bundleGatewayProcess('translator'), 'index.mjs'), join(directory, 'translator.json'), socket], {
    env: { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/bench', NODE_EXTRA_CA_CERTS: certificate },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await firstLine(worker, 'ready');
  const pid = worker.pid ?? 0;
  try {
    await measured(socket, pid, { what: 'warm-up', requests: 500, concurrency: 16, chunks: 50, promptWords: 40 });
    for (const load of loads) process.stdout.write(`${JSON.stringify({ ...(await measured(socket, pid, load)), load: loadavg()[0] })}\n`);
    const { groups } = /VmRSS:\s+(?<kilobytes>\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? {};
    process.stdout.write(`${JSON.stringify({ what: 'resident set after it', mebibytes: Number(groups?.['kilobytes']) / 1_024 })}\n`);
  } finally {
    worker.kill('SIGTERM');
    bedrock.kill('SIGTERM');
    rmSync(directory, { recursive: true });
  }
}

await main();
