import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { sideBySide, signDigest } from './sign-digest.js';

/** Stand-ins on the loopback for what a node on Azure and an ingest ask: the metadata service, Blob Storage, Key Vault and a container registry. */
export interface AzureCloud {
  /** Addresses that the scripts take for their tests. */
  readonly environment: Readonly<Record<string, string>>;
  /** What a client that may not ask the metadata service shows, by the service that it is for. */
  readonly tokenFor: (resource: string) => string;
  /** Blobs by `container/name`. */
  readonly blobs: Map<string, Buffer | string>;
  /** SHA-256 that was written beside a blob. */
  readonly digests: Map<string, string>;
  /** Values of secrets by their name. */
  readonly secrets: Map<string, string>;
  /** What Key Vault says of a key instead of the truth, by its name. */
  readonly described: Map<string, object>;
  /** A signature as openssl takes it, by a key that is made when it is asked for. */
  readonly signature: (key: string, text: string) => Buffer;
  stop(): void;
}

const resources = ['https://storage.azure.com/', 'https://vault.azure.net', 'https://containerregistry.azure.net'];
const tokenFor = (resource: string) => `made-up-for-${resources.indexOf(resource)}`;
export const identity = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/nodes';

export async function startAzureCloud(): Promise<AzureCloud> {
  const blobs = new Map<string, Buffer | string>();
  const blocks = new Map<string, Buffer>();
  const digests = new Map<string, string>();
  const secrets = new Map<string, string>();
  const described = new Map<string, object>();
  const keys = new Map<string, { readonly publicKey: KeyObject; readonly privateKey: KeyObject }>();
  const keyOf = (name: string) => {
    const known = keys.get(name) ?? generateKeyPairSync('ec', { namedCurve: 'P-256' });
    keys.set(name, known);
    return known;
  };

  /** A block, or the list that makes a blob of blocks: once, as the policy of the container keeps what is there. */
  const store = (name: string, query: URLSearchParams, { headers }: IncomingMessage, content: Buffer): number => {
    if (query.get('comp') === 'block') {
      if (headers['content-md5'] !== createHash('md5').update(content).digest('base64')) return 400;
      blocks.set(`${name} ${query.get('blockid')}`, content);
      return 201;
    }
    if (query.get('comp') !== 'blocklist' || headers['if-none-match'] !== '*' || blobs.has(name)) return 409;
    const ids = [...content.toString().matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, id]) => id);
    const found = ids.map((id) => blocks.get(`${name} ${id}`));
    if (found.some((block) => block === undefined)) return 400;
    blobs.set(name, Buffer.concat(found as Buffer[]));
    digests.set(name, String(headers['x-ms-meta-sha256']));
    return 201;
  };

  const vault = (path: string, content: Buffer): object | undefined => {
    const [, kind, name = '', verb] = /^(keys|secrets)\/([\w-]+)(\/sign)?$/.exec(path) ?? [];
    if (kind === 'secrets') return secrets.has(name) ? { value: secrets.get(name), id: `https://v/secrets/${name}/1` } : undefined;
    if (kind !== 'keys') return undefined;
    if (verb === undefined) {
      const { x, y } = keyOf(name).publicKey.export({ format: 'jwk' });
      return {
        key: { kid: `https://v/keys/${name}/1`, kty: 'EC', key_ops: ['sign', 'verify'], crv: 'P-256', x, y, ...described.get(name) },
        attributes: { enabled: true },
      };
    }
    const { alg, value } = JSON.parse(content.toString());
    return alg === 'ES256'
      ? { kid: 'k', value: sideBySide(signDigest(keyOf(name).privateKey, Buffer.from(value, 'base64url'))).toString('base64url') }
      : undefined;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://cloud');
    const content = Buffer.concat(await request.toArray());
    const json = (value: object | undefined) => (value === undefined ? response.writeHead(404).end() : response.end(JSON.stringify(value)));
    if (pathname === '/metadata/identity/oauth2/token') {
      const allowed = request.headers['metadata'] === 'true' && searchParams.get('msi_res_id') === identity && searchParams.has('api-version');
      return void (allowed ? json({ access_token: tokenFor(searchParams.get('resource') ?? ''), token_type: 'Bearer' }) : response.writeHead(400).end());
    }
    const [, api = '', rest = ''] = /^\/(blob|vault|registry)\/(.*)$/.exec(pathname) ?? [];
    if (api === 'registry') {
      const shown = new URLSearchParams(content.toString());
      const known = rest === 'oauth2/exchange' && shown.get('access_token') === tokenFor(resources[2] ?? '') && shown.get('service') !== null;
      return void (known ? json({ refresh_token: 'refresh' }) : response.writeHead(401).end());
    }
    if (request.headers.authorization !== `Bearer ${tokenFor(resources[api === 'blob' ? 0 : 1] ?? '')}`) return void response.writeHead(401).end();
    if (api === 'vault') return void (searchParams.get('api-version') === '7.4' ? json(vault(rest, content)) : response.writeHead(400).end());
    if (request.headers['x-ms-version'] === undefined) return void response.writeHead(400).end();
    const blob = blobs.get(rest);
    if (request.method === 'PUT') return void response.writeHead(store(rest, searchParams, request, content)).end();
    if (blob === undefined) return void response.writeHead(404).end();
    if (request.method === 'HEAD') return void response.writeHead(200, { 'x-ms-meta-sha256': digests.get(rest) ?? '' }).end();
    response.end(blob);
  };
  const server = createServer((request, response) => void answer(request, response).catch((error) => response.writeHead(500).end(String(error))));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;
  return {
    environment: { METADATA: url, BLOB_API: `${url}/blob`, VAULT_API: `${url}/vault`, REGISTRY_API: `${url}/registry` },
    tokenFor,
    blobs,
    digests,
    secrets,
    described,
    signature: (key, text) => sign('sha256', Buffer.from(text), keyOf(key).privateKey),
    stop: () => void server.close(),
  };
}
