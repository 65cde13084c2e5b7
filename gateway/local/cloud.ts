import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { lambda, secretsManager } from '../mocks/aws-json.js';
import { s3 } from '../mocks/aws-s3.js';
import { sts, taskRoleEndpoint } from '../mocks/aws-sts.js';
import { connectProxy } from '../mocks/connect-proxy.js';
import { workspaceTokens } from '../mocks/databricks.js';
import { entra, keyVault } from '../mocks/entra.js';
import { googleSts, iamCredentials, secretManager } from '../mocks/google.js';
import { ibmIam } from '../mocks/ibm.js';
import type { Issued } from '../mocks/issued.js';
import { type Answer, type Listener, listen } from '../mocks/listener.js';
import type { Emitted } from './emitted.js';

/** The task role of a local run. */
export const taskRole = 'arn:aws:iam::111122223333:role/mock-gateway-task';
const issuer = 'https://mock.tokens.sts.global.api.aws';

type Credential = Emitted['tokens']['credentials'][string];
type Entra = Extract<Credential, { readonly kind: 'entra' | 'azure-secret' }>;

const ofEntra: ReadonlySet<Credential['kind']> = new Set(['entra', 'azure-secret']);
/** Whether Entra is asked for a credential. */
const isOfEntra = (credential: Credential): credential is Entra => ofEntra.has(credential.kind);

interface CloudOptions {
  /** What S3 holds, by `bucket/key`. */
  readonly objects: ReadonlyMap<string, string>;
  readonly issued: Issued;
  /** Bundle of the function that fetches tokens of Entra. */
  readonly broker: string;
  readonly apiKeys: Map<string, string[]>;
}

/** Services that give out credentials, one mock for each base URL that the files name. */
export class Cloud {
  /** By base URL. */
  readonly services = new Map<string, Pick<Listener, 'name' | 'port' | 'close'>>();
  /** API keys of fleets that are taken, by the name of their secret: the last is the one that the secret holds. */
  readonly apiKeys: CloudOptions['apiKeys'];
  readonly issued: Issued;
  private readonly broker: string;

  private constructor({ issued, broker, apiKeys }: CloudOptions) {
    this.issued = issued;
    this.broker = broker;
    this.apiKeys = apiKeys;
  }

  static async start(files: Emitted, options: CloudOptions): Promise<Cloud> {
    const cloud = new Cloud(options);
    const credentials = Object.values(files.tokens.credentials);
    for (const { secret } of credentials.flatMap((one) => ('secret' in one ? [one] : []))) if (!cloud.apiKeys.has(secret)) cloud.rotate(secret);
    for (const credential of credentials) await cloud.serve(credential, credentials);
    for (const { stsEndpoint } of Object.values(files.translator?.deployments ?? {})) await cloud.sts(stsEndpoint);
    const { endpoint } = files.keys;
    await cloud.add(endpoint, 's3', s3(options.issued, regionOf(endpoint), { reader: taskRole, objects: options.objects }));
    for (const url of [files.tokens.taskCredentials, files.keys.taskCredentials, files.translator?.taskCredentials]) {
      if (url !== undefined) await cloud.add(url, 'task credentials', taskRoleEndpoint(options.issued, taskRole));
    }
    return cloud;
  }

  /** Puts a new API key into a secret; hosts still take the former ones. */
  rotate(secret: string): void {
    this.apiKeys.set(secret, [...(this.apiKeys.get(secret) ?? []), `key-${randomBytes(12).toString('hex')}`]);
  }

  /** Hosts take the newest key alone. */
  retire(secret: string): void {
    this.apiKeys.set(secret, (this.apiKeys.get(secret) ?? []).slice(-1));
  }

  async close(): Promise<void> {
    await Promise.all([...this.services.values()].map((one) => one.close()));
  }

  private async serve(credential: Credential, all: readonly Credential[]): Promise<void> {
    const { issued } = this;
    await this.sts(credential.stsEndpoint);
    if (credential.kind === 'aws-secret' || credential.kind === 'ibm') {
      const reads = (one: Credential) => one.kind === 'aws-secret' || one.kind === 'ibm';
      const readers = (secret: string) => all.flatMap((one) => (reads(one) && 'secret' in one && one.secret === secret ? [one.role] : []));
      const secrets = new Map([...this.apiKeys.keys()].map((name) => [name, { value: () => this.keyIn(name), readers: readers(name) }]));
      await this.add(credential.secretsEndpoint, 'secrets manager', secretsManager(issued, regionOf(credential.secretsEndpoint), secrets));
    }
    if (credential.kind === 'google' || credential.kind === 'google-secret') {
      await this.add(credential.googleStsEndpoint, 'google sts', googleSts(issued));
      await this.add(credential.iamCredentialsEndpoint, 'iam credentials', iamCredentials(issued));
    }
    if (credential.kind === 'google-secret') {
      await this.add(
        credential.secretsEndpoint,
        'secret manager',
        secretManager(issued, new Map([...this.apiKeys].map(([name]) => [name, () => this.keyIn(name)]))),
      );
    }
    if (credential.kind === 'ibm') {
      const { secret, tokenEndpoint, through } = credential;
      await this.add(
        tokenEndpoint,
        'ibm iam',
        ibmIam(issued, () => this.apiKeys.get(secret) ?? []),
      );
      if (through !== undefined) await this.proxy(through.proxy, tokenEndpoint);
    }
    if (credential.kind === 'databricks') {
      const { tokenEndpoint } = credential;
      const there = all.flatMap((one) => (one.kind === 'databricks' && one.tokenEndpoint === tokenEndpoint ? [[one.clientId, one.audience] as const] : []));
      await this.add(tokenEndpoint, 'databricks tokens', workspaceTokens(issued, new Map(there)));
    }
    if (!isOfEntra(credential)) return;
    await this.entra(credential, all);
    if ('secret' in credential) {
      const secrets = new Map([...this.apiKeys.keys()].map((address) => [address, () => this.keyIn(address)]));
      await this.add(credential.secret, 'key vault', keyVault(issued, new URL(credential.secret).origin, secrets));
    }
  }

  /** Entra, and in front of it a proxy, or the function that is the product's own: a process for each call. */
  private async entra({ tenant, audience, through }: Entra, all: readonly Credential[]): Promise<void> {
    const authority = through.kind === 'proxy' ? through.tokenEndpoint : `https://login.microsoftonline.com/${tenant}`;
    await this.add(authority, 'entra', entra(this.issued, { tenant, audience }));
    if (through.kind === 'proxy') return this.proxy(through.proxy, authority);
    const { arn, lambdaEndpoint } = through;
    const asking = all.flatMap((one) => (isOfEntra(one) && one.through.kind === 'function' && one.through.arn === arn ? [one] : []));
    const env = {
      ALLOWED: JSON.stringify(asking.map(({ tenant, clientId, scope }) => ({ tenant, clientId, scope }))),
      AUTHORITY: `http://127.0.0.1:${this.services.get(new URL(authority).origin)?.port}`,
    };
    const run = (event: unknown) => invoked(this.broker, event, env);
    await this.add(lambdaEndpoint, 'lambda', lambda(this.issued, regionOf(lambdaEndpoint), new Map([[arn, { callers: asking.map(({ role }) => role), run }]])));
  }

  /** A proxy that tokens are fetched through: it opens a tunnel to one service. */
  private async proxy(url: string, to: string): Promise<void> {
    const { origin } = new URL(url);
    const port = this.services.get(new URL(to).origin)?.port;
    if (!this.services.has(origin)) this.services.set(origin, await connectProxy('proxy', new Map([[`127.0.0.1:${port}`, Number(port)]])));
  }

  private keyIn(secret: string): string {
    return this.apiKeys.get(secret)?.at(-1) ?? '';
  }

  private sts(url: string): Promise<void> {
    return this.add(url, 'sts', sts(this.issued, { region: regionOf(url), taskRole, issuer }));
  }

  private async add(url: string, name: string, answer: Answer): Promise<void> {
    const origin = new URL(url).origin;
    if (!this.services.has(origin)) this.services.set(origin, await listen(name, answer));
  }
}

/** Region of an AWS endpoint, `https://<service>.<region>.<domain>`. */
const regionOf = (url: string): string => new URL(url).hostname.split('.')[1] ?? '';

/** Invokes a handler as Lambda does, with its own environment. */
async function invoked(bundle: string, event: unknown, env: Readonly<Record<string, string>>): Promise<unknown> {
  const script = `const { handler } = await import(${JSON.stringify(bundle)}); process.stdout.write(JSON.stringify(await handler(JSON.parse(process.argv[1]))));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(event)], { env: { ...env } });
  return JSON.parse(stdout);
}
