import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { WeightsManifest } from '../../facts/weights.js';

/** Made-up weights: a safetensors file with one small tensor and the texts that stand beside it. */
export const files: Readonly<Record<string, Buffer>> = {
  LICENSE: Buffer.from('Made-up licence\n'),
  NOTICE: Buffer.from('Made-up notice\n'),
  'USE_POLICY.md': Buffer.from('# Made-up policy\n'),
  'model.safetensors': safetensors(),
};

export const commit = '1234567890abcdef1234567890abcdef12345678';

/** Manifest of these files, or of those given. */
export function manifestOf(contents: Readonly<Record<string, Buffer>> = files): WeightsManifest {
  return {
    release: 'llama-3.3-70b-instruct',
    precision: 'fp8',
    source: 'huggingface',
    repository: 'example/made-up',
    commit,
    files: Object.entries(contents).map(([name, content]) => ({ name, sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length })),
    licence: { version: '3.3' },
    approvedBy: 'weights@acme.example',
    approvedOn: '2026-11-24',
  };
}

function safetensors(): Buffer {
  const bytes = 4_096;
  const header = Buffer.from(JSON.stringify({ weight: { dtype: 'F32', shape: [bytes / 4], data_offsets: [0, bytes] } }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, Buffer.alloc(bytes, 7)]);
}

/** A source that serves files of one pinned commit to whoever has the token, can be asked for the rest of one, and may break off. */
export interface Source {
  readonly url: string;
  /** `<path> <range>` of every request. */
  readonly requests: string[];
  stop(): void;
}

export async function startSource(contents: Readonly<Record<string, Buffer>>, token: string, options: { breakOff?: string } = {}): Promise<Source> {
  const requests: string[] = [];
  let broken = false;
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const name = request.url?.replace(`/example/made-up/resolve/${commit}/`, '') ?? '';
    requests.push(`${request.url} ${request.headers.range ?? ''}`.trim());
    const content = contents[name];
    if (request.headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end();
    if (content === undefined) return void response.writeHead(404).end();
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': content.length - from,
      ...(from > 0 && { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
    });
    if (name === options.breakOff && !broken) {
      broken = true;
      return void response.write(content.subarray(0, 1_000), () => setTimeout(() => response.destroy(), 100));
    }
    response.end(content.subarray(from));
  };
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, requests, stop: () => void server.close() };
}
