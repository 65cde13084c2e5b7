import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { handler } from '../../../runtime/gateway/broker/handler.js';
import type { Credential, TokensFile } from '../../../runtime/gateway/forms/tokens.js';
import { awsLoopback } from './aws.js';
import { type Asked, json, type Loopback, loopback } from './loopback.js';

export const tenant = '00000000-0000-4000-8000-000000000001';
export const clientId = '00000000-0000-4000-8000-000000000002';
/** What a token for vaults is asked for. */
export const vaultScope = 'https://vault.azure.net/.default';
export const scope = 'https://cognitiveservices.azure.com/.default';
export const broker = 'arn:aws:lambda:eu-north-1:111122223333:function:llama-token-broker-acme';
export const provider = '//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-gateway/providers/aws-prod';

/** Clouds on the loopback: AWS with the broker in it, Google, Entra, and a proxy. */
export interface Clouds {
  readonly aws: Loopback;
  readonly google: Loopback;
  readonly entra: Loopback;
  readonly vault: Loopback;
  readonly databricks: Loopback;
  readonly ibm: Loopback;
  readonly proxy: { readonly address: string; readonly tunnels: string[]; stop(): void };
  /** Set to have the next answers of one cloud be failures. */
  readonly failing: Set<'aws' | 'google' | 'entra' | 'databricks' | 'ibm'>;
  /** Value of the secret on AWS. */
  apiKey: string;
  stop(): void;
}

export async function clouds(): Promise<Clouds> {
  const failing: Clouds['failing'] = new Set();
  const google = await loopback((asked, response) =>
    failing.has('google') ? json(response, 503, { error: 'token-of-google' }) : googleAnswer(asked, response),
  );
  const entra = await loopback((_, response) =>
    failing.has('entra')
      ? json(response, 401, { error_description: 'token-of-entra' })
      : json(response, 200, { token_type: 'Bearer', access_token: 'token-of-entra', expires_in: 3_599, ext_expires_in: 3_599 }),
  );
  const databricks = await loopback((_, response) =>
    failing.has('databricks')
      ? json(response, 401, { error_description: 'token-of-databricks' })
      : json(response, 200, { access_token: 'token-of-databricks', token_type: 'Bearer', scope: 'all-apis', expires_in: 3_600 }),
  );
  const vault = await loopback(({ path, headers }, response) =>
    path === '/secrets/api-key?api-version=7.4' && headers.authorization === 'Bearer token-of-entra'
      ? json(response, 200, { value: 'key-of-azure-fleet', id: 'https://v/secrets/api-key/1', attributes: { enabled: true } })
      : json(response, 403, { error: { code: 'Forbidden', message: 'token-of-entra' } }),
  );
  const ibm = await loopback(({ text }, response) =>
    failing.has('ibm')
      ? json(response, 400, { errorMessage: 'token-of-ibm' })
      : json(response, 200, { access_token: text.includes('assume') ? 'token-of-profile' : 'token-of-service', token_type: 'Bearer', expires_in: 3_600 }),
  );
  const aws = await awsLoopback((asked, response) =>
    failing.has('aws') ? json(response, 400, { message: 'secret-of-aws' }, { 'x-amzn-errortype': 'AccessDeniedException' }) : awsAnswer(asked, response),
  );
  const awsAnswer = async (asked: Asked, response: ServerResponse) => {
    if (asked.text.includes('Action=GetWebIdentityToken')) {
      return void response
        .writeHead(200, { 'content-type': 'text/xml' })
        .end(
          `<GetWebIdentityTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetWebIdentityTokenResult><WebIdentityToken>jwt.of.role</WebIdentityToken><Expiration>2099-01-01T00:00:00Z</Expiration></GetWebIdentityTokenResult></GetWebIdentityTokenResponse>`,
        );
    }
    if (asked.headers['x-amz-target'] === 'secretsmanager.GetSecretValue') return json(response, 200, { SecretString: all.apiKey });
    const answer = await handler(JSON.parse(asked.text)).catch((error: Error) => ({ errorMessage: error.message }));
    json(response, 200, answer, 'errorMessage' in answer ? { 'x-amz-function-error': 'Unhandled' } : {});
  };
  const proxy = await connectProxy();
  const all: Clouds = {
    aws,
    google,
    entra,
    databricks,
    vault,
    ibm,
    proxy,
    failing,
    apiKey: 'key-of-fleet',
    stop: () => {
      for (const one of [aws, google, entra, databricks, vault, ibm, proxy]) one.stop();
    },
  };
  return all;
}

function googleAnswer({ path }: Asked, response: ServerResponse): void {
  if (path === '/v1/token') json(response, 200, { access_token: 'federated-token', issued_token_type: 'x', token_type: 'Bearer', expires_in: 3_600 });
  else if (path.endsWith(':generateAccessToken'))
    json(response, 200, { accessToken: 'token-of-google', expireTime: new Date(Date.now() + 3_600_000).toISOString() });
  else json(response, 200, { name: 'n', payload: { data: Buffer.from('key-of-google-fleet').toString('base64'), dataCrc32c: '1' } });
}

async function connectProxy() {
  const tunnels: string[] = [];
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connect', ({ url = '' }, socket, head) => {
    tunnels.push(url);
    const [host = '', port] = url.split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket);
      socket.pipe(onward);
    });
    for (const end of [socket, onward]) end.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, tunnels, stop };
}

const throughFunction = (aws: Loopback) => ({ kind: 'function', arn: broker, lambdaEndpoint: aws.address }) as const;

/** A credential of each kind, by the name of its file. */
export function credentialsOf({
  aws,
  google,
  entra,
  databricks,
  vault,
  ibm,
  proxy,
}: Clouds): Readonly<Record<'fleet' | 'vertex' | 'gce' | 'nd' | 'foundry' | 'proxied' | 'lakehouse' | 'outside', Credential>> {
  const caller = { role: 'arn:aws:iam::111122223333:role/llama-platform-acme-a', region: 'eu-north-1', stsEndpoint: aws.address };
  const onGoogle = {
    ...caller,
    audience: `https:${provider}`,
    googleStsEndpoint: google.address,
    serviceAccount: 'llama-acme-a@p.iam.gserviceaccount.com',
    iamCredentialsEndpoint: google.address,
  };
  const onAzure = { ...caller, kind: 'entra', audience: 'api://AzureADTokenExchange', tenant, clientId, scope } as const;
  return {
    fleet: { ...caller, kind: 'aws-secret', secretsEndpoint: aws.address, secret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:key-a' },
    vertex: { ...onGoogle, kind: 'google', proof: 'web-identity' },
    gce: {
      ...onGoogle,
      kind: 'google-secret',
      proof: 'signed-request',
      audience: provider,
      secretsEndpoint: google.address,
      secret: 'projects/p/secrets/key/versions/latest',
    },
    lakehouse: {
      ...caller,
      kind: 'databricks',
      audience: '7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90',
      clientId,
      tokenEndpoint: `${databricks.address}/oidc/v1/token`,
    },
    outside: {
      ...caller,
      kind: 'ibm',
      secretsEndpoint: aws.address,
      secret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:key-a',
      account: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
      profile: 'acme-ibm-for-a',
      tokenEndpoint: `${ibm.address}/identity/token`,
      through: { proxy: proxy.address },
    },
    nd: { ...onAzure, kind: 'azure-secret', scope: vaultScope, through: throughFunction(aws), secret: `${vault.address}/secrets/api-key` },
    foundry: { ...onAzure, through: throughFunction(aws) },
    proxied: { ...onAzure, through: { kind: 'proxy', proxy: proxy.address, tokenEndpoint: `${entra.address}/${tenant}/oauth2/v2.0/token` } },
  };
}

export function tokensFile({ aws }: Pick<Clouds, 'aws'>, directory: string, credentials: TokensFile['credentials']): TokensFile {
  return {
    version: 1,
    topology: 'acme',
    zone: 'eu',
    taskCredentials: aws.address,
    directory: `${directory}/secrets`,
    certificate: `${directory}/tls`,
    credentials,
  };
}
