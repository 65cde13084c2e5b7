import { createHash, createHmac } from 'node:crypto';
import type { Call } from './listener.js';

/** Who signed a call, and for what. */
export interface Signed {
  readonly accessKey: string;
  readonly token: string | undefined;
  readonly region: string;
  readonly service: string;
}

/** Access keys that were given out, with their secrets. */
export type Secrets = (accessKey: string) => string | undefined;

const form = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/** Verifies a signature of version 4, or says what is wrong with it. https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html */
export function verified(call: Pick<Call, 'method' | 'path' | 'authority' | 'headers' | 'body'>, secrets: Secrets): Signed | string {
  const [, accessKey = '', day = '', region = '', service = '', names = '', signature] = form.exec(String(call.headers['authorization'] ?? '')) ?? [];
  if (signature === undefined) return 'no signature of version 4';
  const secret = secrets(accessKey);
  if (secret === undefined) return `the access key ${accessKey} was not given out`;
  const date = String(call.headers['x-amz-date'] ?? '');
  const [path = '', query = ''] = call.path.split('?');
  const signedHeaders = names.split(';');
  const value = (name: string) => (name === 'host' ? call.authority : String(call.headers[name] ?? '')).trim().replace(/ +/g, ' ');
  const canonical = [
    call.method,
    // Every service but S3 encodes the path twice.
    service === 's3' ? path : path.split('/').map(encoded).join('/'),
    query.split('&').sort().join('&'),
    ...signedHeaders.map((name) => `${name}:${value(name)}`),
    '',
    names,
    sha256(call.body),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>((last, part) => createHmac('sha256', last).update(part).digest(), `AWS4${secret}`);
  const expected = createHmac('sha256', key)
    .update(`AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`)
    .digest('hex');
  if (!signedHeaders.includes('host')) return 'the host is not signed';
  if (expected !== signature) return 'the signature does not match';
  const token = call.headers['x-amz-security-token'];
  return { accessKey, region, service, token: token === undefined ? undefined : String(token) };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const encoded = (segment: string) => encodeURIComponent(segment).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
