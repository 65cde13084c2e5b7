import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { signer } from './aws-json.js';
import type { Issued } from './issued.js';
import type { Answer } from './listener.js';

/** S3 of a region: objects by `bucket/key`, which the role of the tasks may list and read. */
export function s3(issued: Issued, region: string, { reader, objects }: { readonly reader: string; readonly objects: ReadonlyMap<string, string> }): Answer {
  return (call, response) => {
    const by = signer(call, issued, 's3', region);
    if ('refused' in by) return refuse(response, 403, 'SignatureDoesNotMatch', by.refused);
    if (call.method !== 'GET' || by.role !== reader) return refuse(response, 403, 'AccessDenied', `${by.role} may not ${call.method} ${call.path}`);
    const url = new URL(call.path, 'http://s3');
    const path = decodeURIComponent(url.pathname.slice(1));
    if (url.searchParams.get('list-type') === '2') return list(objects, path.replace(/\/$/, ''), url.searchParams.get('prefix') ?? '', response);
    const text = objects.get(path);
    if (text === undefined) return refuse(response, 404, 'NoSuchKey', path);
    response.writeHead(200, { etag: etag(text), 'content-length': Buffer.byteLength(text) }).end(text);
  };
}

const etag = (text: string) => `"${createHash('md5').update(text).digest('hex')}"`;

function list(objects: ReadonlyMap<string, string>, bucket: string, prefix: string, response: ServerResponse): void {
  const contents = [...objects]
    .filter(([path]) => path.startsWith(`${bucket}/${prefix}`))
    .map(([path, text]) => `<Contents><Key>${path.slice(bucket.length + 1)}</Key><ETag>${etag(text).replaceAll('"', '&quot;')}</ETag></Contents>`);
  const body = `<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`;
  response.writeHead(200, { 'content-type': 'application/xml' }).end(body);
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}
