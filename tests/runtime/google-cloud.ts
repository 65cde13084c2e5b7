import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { signDigest } from './sign-digest.js';

/** Stand-ins on the loopback for what a node on Google and an ingest ask: the metadata server, Cloud Storage, Cloud KMS and Secret Manager. */
export interface GoogleCloud {
  /** Addresses that the scripts take for their tests. */
  readonly environment: Readonly<Record<string, string>>;
  /** What a client that may not ask the metadata server shows. */
  readonly token: string;
  /** Objects by `bucket/name`. */
  readonly objects: Map<string, Buffer | string>;
  /** SHA-256 that was written beside an object. */
  readonly digests: Map<string, string>;
  /** Values of secrets by the name of their version. */
  readonly secrets: Map<string, string>;
  /** Key pairs by the name of their version; one is made for each that is asked for. */
  readonly signature: (key: string, text: string) => Buffer;
  /** Paths asked for, in order. */
  readonly requests: string[];
  stop(): void;
}

const token = 'ya29-made-up';

export async function startGoogleCloud(): Promise<GoogleCloud> {
  const objects = new Map<string, Buffer | string>();
  const digests = new Map<string, string>();
  const secrets = new Map<string, string>();
  const keys = new Map<string, { readonly publicKey: KeyObject; readonly privateKey: KeyObject }>();
  const requests: string[] = [];
  const keyOf = (name: string) => {
    const known = keys.get(name) ?? generateKeyPairSync('ec', { namedCurve: 'P-256' });
    keys.set(name, known);
    return known;
  };
  /** Stores an object once: there is no second version, as everything is held. */
  const store = (name: string, request: IncomingMessage, content: Buffer) => {
    const { 'x-goog-if-generation-match': generation, 'x-goog-hash': hash, 'x-goog-meta-sha256': digest } = request.headers;
    if (generation !== '0' || objects.has(name)) return 412;
    if (hash !== `md5=${createHash('md5').update(content).digest('base64')}`) return 400;
    objects.set(name, content);
    digests.set(name, String(digest));
    return 200;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '';
    requests.push(path);
    const json = (value: object) => response.end(JSON.stringify(value, null, 2));
    if (path.startsWith('/computeMetadata/')) {
      if (request.headers['metadata-flavor'] !== 'Google') return void response.writeHead(403).end();
      return void response.end(JSON.stringify({ access_token: token, expires_in: 3599, token_type: 'Bearer' }));
    }
    if (request.headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end();
    const [, api = '', rest = ''] = /^\/(storage|kms|secrets)\/(.*)$/.exec(path) ?? [];
    const content = Buffer.concat(await request.toArray());
    const object = objects.get(rest);
    if (api === 'storage' && request.method === 'PUT') return void response.writeHead(store(rest, request, content)).end();
    if (api === 'storage' && request.method === 'HEAD' && object !== undefined) {
      return void response.writeHead(200, { 'x-goog-meta-sha256': digests.get(rest) ?? '' }).end();
    }
    if (api === 'storage') return object === undefined ? void response.writeHead(404).end() : void response.end(object);
    if (api === 'kms' && rest.endsWith('/publicKey')) {
      const pem = keyOf(rest.replace(/\/publicKey$/, '')).publicKey.export({ type: 'spki', format: 'pem' });
      return void json({ pem, algorithm: 'EC_SIGN_P256_SHA256' });
    }
    if (api === 'kms' && request.method === 'POST' && rest.endsWith(':asymmetricSign')) {
      const digest = Buffer.from(JSON.parse(content.toString()).digest.sha256, 'base64');
      return void json({ signature: signDigest(keyOf(rest.replace(':asymmetricSign', '')).privateKey, digest).toString('base64') });
    }
    const secret = secrets.get(rest.replace(/:access$/, ''));
    if (api === 'secrets' && secret !== undefined) return void json({ name: rest, payload: { data: Buffer.from(secret).toString('base64') } });
    response.writeHead(404).end();
  };
  const server = createServer((request, response) => void answer(request, response).catch((error) => response.writeHead(500).end(String(error))));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;
  return {
    environment: { METADATA: url, STORAGE_API: `${url}/storage`, KMS_API: `${url}/kms`, SECRETS_API: `${url}/secrets` },
    token,
    objects,
    digests,
    secrets,
    signature: (key, text) => sign('sha256', Buffer.from(text), keyOf(key).privateKey),
    requests,
    stop: () => void server.close(),
  };
}
