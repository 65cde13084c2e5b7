import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** Stand-ins on the loopback for what a node on Google asks: the metadata server, Cloud Storage, Cloud KMS and Secret Manager. */
export interface GoogleCloud {
  /** Addresses that `prepare-node.sh` takes for its tests. */
  readonly environment: Readonly<Record<string, string>>;
  /** Objects by `bucket/name`. */
  readonly objects: Map<string, Buffer | string>;
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
  const secrets = new Map<string, string>();
  const keys = new Map<string, { readonly publicKey: KeyObject; readonly privateKey: KeyObject }>();
  const requests: string[] = [];
  const keyOf = (name: string) => {
    const known = keys.get(name) ?? generateKeyPairSync('ec', { namedCurve: 'P-256' });
    keys.set(name, known);
    return known;
  };
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '';
    requests.push(path);
    const json = (value: object) => response.end(JSON.stringify(value, null, 2));
    if (path.startsWith('/computeMetadata/')) {
      if (request.headers['metadata-flavor'] !== 'Google') return void response.writeHead(403).end();
      return void response.end(JSON.stringify({ access_token: token, expires_in: 3599, token_type: 'Bearer' }));
    }
    if (request.headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end();
    const [, api = '', rest = ''] = /^\/(storage|kms|secrets)\/(.*)$/.exec(path) ?? [];
    const object = objects.get(rest);
    if (api === 'storage') return object === undefined ? void response.writeHead(404).end() : void response.end(object);
    if (api === 'kms' && rest.endsWith('/publicKey')) {
      const pem = keyOf(rest.replace(/\/publicKey$/, '')).publicKey.export({ type: 'spki', format: 'pem' });
      return void json({ pem, algorithm: 'EC_SIGN_P256_SHA256' });
    }
    const secret = secrets.get(rest.replace(/:access$/, ''));
    if (api === 'secrets' && secret !== undefined) return void json({ name: rest, payload: { data: Buffer.from(secret).toString('base64') } });
    response.writeHead(404).end();
  };
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;
  return {
    environment: { METADATA: url, STORAGE_API: `${url}/storage`, KMS_API: `${url}/kms`, SECRETS_API: `${url}/secrets` },
    objects,
    secrets,
    signature: (key, text) => sign('sha256', Buffer.from(text), keyOf(key).privateKey),
    requests,
    stop: () => void server.close(),
  };
}
