import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type Asked, type Loopback, loopback } from '../runtime/gateway/loopback.js';

/** A stand-in for S3 with conditional writes, as its reference describes them: one account, buckets in the path. */
export interface Storage extends Loopback {
  /** Objects by `bucket/key`. */
  readonly objects: Map<string, string>;
  /** Runs after a read was answered, before the next request is taken: another writer. */
  meanwhile: ((path: string) => void) | undefined;
}

const etag = (text: string) => `"${createHash('md5').update(text).digest('hex')}"`;

export async function storage(objects = new Map<string, string>()): Promise<Storage> {
  const self = { objects, meanwhile: undefined as Storage['meanwhile'] };
  const server = await loopback((asked, response) => {
    const url = new URL(asked.path, 'http://s3');
    const path = decodeURIComponent(url.pathname.slice(1));
    if (url.searchParams.get('list-type') === '2') return void list(objects, path.replace(/\/$/, ''), url.searchParams.get('prefix') ?? '', response);
    if (asked.method === 'PUT') return void put(objects, path, asked, response);
    const text = objects.get(path);
    if (text === undefined) return void refuse(response, 404, 'NoSuchKey');
    response.writeHead(200, { etag: etag(text), 'content-length': Buffer.byteLength(text) }).end(text);
    self.meanwhile?.(path);
  });
  return Object.assign(self, server);
}

function put(objects: Map<string, string>, path: string, { headers, text }: Asked, response: ServerResponse): void {
  const there = objects.get(path);
  const only = headers['if-match'];
  if (headers['if-none-match'] === '*' && there !== undefined) return void refuse(response, 412, 'PreconditionFailed');
  if (only !== undefined && there === undefined) return void refuse(response, 404, 'NoSuchKey');
  if (only !== undefined && only !== etag(there ?? '')) return void refuse(response, 412, 'PreconditionFailed');
  objects.set(path, text);
  response.writeHead(200, { etag: etag(text) }).end();
}

function list(objects: Map<string, string>, bucket: string, prefix: string, response: ServerResponse): void {
  const found = [...objects].filter(([path]) => path.startsWith(`${bucket}/${prefix}`));
  const contents = found.map(
    ([path, text]) => `<Contents><Key>${path.slice(bucket.length + 1)}</Key><ETag>${etag(text).replaceAll('"', '&quot;')}</ETag></Contents>`,
  );
  response
    .writeHead(200, { 'content-type': 'application/xml' })
    .end(`<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}
