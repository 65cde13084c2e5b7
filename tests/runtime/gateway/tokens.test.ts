import { X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { taskCredentials } from '../../../runtime/gateway/aws/task-credentials.js';
import type { Credential } from '../../../runtime/gateway/forms/tokens.js';
import { Callers } from '../../../runtime/gateway/tokens/caller.js';
import { fetchOf } from '../../../runtime/gateway/tokens/fetch-of.js';
import { provide } from '../../../runtime/gateway/tokens/provider.js';
import { logged } from './logged.js';
import type { Asked } from './loopback.js';
import { broker, type Clouds, clientId, clouds, credentialsOf, provider, scope, tenant, tokensFile, vaultScope } from './tokens.js';

const log = logged();
let all: Clouds;
let directory: string;

beforeEach(async () => {
  all = await clouds();
  directory = mkdtempSync(join(tmpdir(), 'tokens-'));
  vi.stubEnv('AUTHORITY', all.entra.address);
  vi.stubEnv('ALLOWED', JSON.stringify([scope, vaultScope].map((one) => ({ tenant, clientId, scope: one }))));
});
afterEach(() => {
  all.stop();
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
});

const fetched = (credential: Credential) => fetchOf(credential, new Callers('eu', taskCredentials(all.aws.address, '/v2/credentials/a')))();
const formOf = ({ text }: Asked) => Object.fromEntries(new URLSearchParams(text));

describe('a credential', () => {
  it('of a fleet on AWS is its secret, read as the workload in the region of the secret', async () => {
    expect(await fetched(credentialsOf(all).fleet)).toEqual({ value: 'key-of-fleet', expires: 'none' });
    const [, assume, read] = all.aws.asked;
    expect(assume?.text).toContain('RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fllama-platform-acme-a');
    expect(read?.headers.authorization).toMatch(/Credential=AK-llama-platform-acme-a\/\d+\/eu-west-1\/secretsmanager\//);
    expect(JSON.parse(read?.text ?? '')).toEqual({ SecretId: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:key-a' });
  });

  it('of Google is a token of the service account, for a token in which AWS names the role', async () => {
    const { value, expires } = await fetched(credentialsOf(all).vertex);
    expect(value).toBe('token-of-google');
    expect(Math.round((Number(expires) - Date.now()) / 60_000)).toBe(60);
    expect(formOf(all.aws.asked.at(-1) as Asked)).toMatchObject({
      Action: 'GetWebIdentityToken',
      'Audience.member.1': `https:${provider}`,
      DurationSeconds: '300',
      SigningAlgorithm: 'RS256',
    });
    const [exchange, generate] = all.google.asked;
    expect([exchange?.path, formOf(exchange as Asked)]).toEqual([
      '/v1/token',
      {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        audience: provider,
        scope: 'https://www.googleapis.com/auth/cloud-platform',
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        subject_token: 'jwt.of.role',
      },
    ]);
    expect(generate?.path).toBe('/v1/projects/-/serviceAccounts/llama-acme-a%40p.iam.gserviceaccount.com:generateAccessToken');
    expect([generate?.headers.authorization, JSON.parse(generate?.text ?? '')]).toEqual([
      'Bearer federated-token',
      { scope: ['https://www.googleapis.com/auth/cloud-platform'], lifetime: '3600s' },
    ]);
  });

  it('of a fleet on Google is its secret, read with such a token; the proof may be a signed request for this provider alone', async () => {
    expect(await fetched(credentialsOf(all).gce)).toEqual({ value: 'key-of-google-fleet', expires: 'none' });
    const [exchange, , access] = all.google.asked;
    const { subject_token: proof = '', subject_token_type } = formOf(exchange as Asked);
    expect(subject_token_type).toBe('urn:ietf:params:aws:token-type:aws4_request');
    const { url, method, headers } = JSON.parse(decodeURIComponent(proof));
    expect([url, method]).toEqual([`https://${new URL(all.aws.address).host}/?Action=GetCallerIdentity&Version=2011-06-15`, 'POST']);
    const named = Object.fromEntries(headers.map(({ key, value }: { key: string; value: string }) => [key, value]));
    expect(named).toMatchObject({ 'x-goog-cloud-target-resource': provider, 'x-amz-security-token': 'session-of-llama-platform-acme-a' });
    expect(named.authorization).toMatch(
      /Credential=AK-llama-platform-acme-a\/\d+\/eu-north-1\/sts\/aws4_request, SignedHeaders=host;x-amz-date;x-amz-security-token;x-goog-cloud-target-resource, /,
    );
    expect([access?.path, access?.headers.authorization]).toEqual(['/v1/projects/p/secrets/key/versions/latest:access', 'Bearer token-of-google']);
  });

  it('of Entra comes from the broker, which asks as the application and with the proof that it was given', async () => {
    const { value, expires } = await fetched(credentialsOf(all).foundry);
    expect(value).toBe('token-of-entra');
    expect(Math.round((Number(expires) - Date.now()) / 1_000)).toBe(3_599);
    const invoked = all.aws.asked.at(-1);
    expect(invoked?.path).toBe(`/2015-03-31/functions/${encodeURIComponent(broker)}/invocations`);
    expect(JSON.parse(invoked?.text ?? '')).toEqual({ tenant, clientId, scope, assertion: 'jwt.of.role' });
    expect(all.entra.asked.map((asked) => [asked.path, formOf(asked)])).toEqual([
      [
        `/${tenant}/oauth2/v2.0/token`,
        {
          grant_type: 'client_credentials',
          client_id: clientId,
          scope,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: 'jwt.of.role',
        },
      ],
    ]);
  });

  it('of a fleet on Azure is its secret, read with a token that is for vaults alone', async () => {
    expect(await fetched(credentialsOf(all).nd)).toEqual({ value: 'key-of-azure-fleet', expires: 'none' });
    expect(formOf(all.entra.asked[0] as Asked)).toMatchObject({ client_id: clientId, scope: vaultScope, client_assertion: 'jwt.of.role' });
    expect(all.vault.asked.map(({ path }) => path)).toEqual(['/secrets/api-key?api-version=7.4']);
    const other = { ...credentialsOf(all).nd, secret: `${all.vault.address}/secrets/another` } as Credential;
    await expect(fetched(other)).rejects.toThrow('Not given: azure keyvault: HTTP 403');
  });

  it('of Entra comes through a proxy where there is one, as a tunnel', async () => {
    expect((await fetched(credentialsOf(all).proxied)).value).toBe('token-of-entra');
    expect(all.proxy.tunnels).toEqual([new URL(all.entra.address).host]);
    expect(all.aws.asked.filter(({ path }) => path.includes('/functions/'))).toEqual([]);
  });

  it('of Databricks is exchanged at its workspace for a token of AWS that is for its account alone', async () => {
    const { value, expires } = await fetched(credentialsOf(all).lakehouse);
    expect(value).toBe('token-of-databricks');
    expect(Math.round((Number(expires) - Date.now()) / 1_000)).toBe(3_600);
    expect(all.aws.asked.map(({ text }) => new URLSearchParams(text).get('Audience.member.1')).filter(Boolean)).toEqual([
      '7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90',
    ]);
    expect(all.databricks.asked.map((asked) => [asked.path, formOf(asked)])).toEqual([
      [
        '/oidc/v1/token',
        {
          grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
          client_id: clientId,
          scope: 'all-apis',
          subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
          subject_token: 'jwt.of.role',
        },
      ],
    ]);
  });

  it('of IBM is that of a trusted profile, for the key of a service ID, and both are asked for through the proxy', async () => {
    const { value, expires } = await fetched(credentialsOf(all).outside);
    expect(value).toBe('token-of-profile');
    expect(Math.round((Number(expires) - Date.now()) / 1_000)).toBe(3_600);
    expect(all.ibm.asked.map(formOf)).toEqual([
      { grant_type: 'urn:ibm:params:oauth:grant-type:apikey', apikey: 'key-of-fleet' },
      {
        grant_type: 'urn:ibm:params:oauth:grant-type:assume',
        access_token: 'token-of-service',
        profile_name: 'acme-ibm-for-a',
        account: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
      },
    ]);
    expect(new Set(all.proxy.tunnels)).toEqual(new Set([new URL(all.ibm.address).host]));
    expect(all.aws.asked.filter(({ text }) => text.includes('GetWebIdentityToken'))).toEqual([]);
  });

  it.each<['aws' | 'google' | 'entra' | 'databricks' | 'ibm', 'fleet' | 'vertex' | 'foundry' | 'proxied' | 'lakehouse' | 'outside']>([
    ['aws', 'fleet'],
    ['google', 'vertex'],
    ['entra', 'foundry'],
    ['entra', 'proxied'],
    ['databricks', 'lakehouse'],
    ['ibm', 'outside'],
  ])('that %s does not give is an error without what was said: %s', async (cloud, name) => {
    all.failing.add(cloud);
    const error = await fetched(credentialsOf(all)[name]).catch((caught: Error & { code?: string }) => caught);
    expect(error).toBeInstanceOf(Error);
    expect(String((error as { code?: string }).code)).not.toMatch(/token-of|jwt/);
  });

  it.each(['two words', 'line\nbreak', ''])('that would not be one header is none: %j', async (value) => {
    all.apiKey = value;
    await expect(fetched(credentialsOf(all).fleet)).rejects.toThrow('Not given: secretsmanager: unusable value');
  });
});

describe('the provider', () => {
  /** Waits for what a case lets go. */
  const clock = (waits: number[] = []) => ({
    now: Date.now,
    random: () => 0.5,
    wait: (milliseconds: number) => {
      waits.push(milliseconds);
      return new Promise<void>(() => undefined);
    },
  });
  const task = () => taskCredentials(all.aws.address, '/v2/credentials/a');

  it('writes every credential as Envoy reads it, for its owner alone, and then says that it is ready', async () => {
    const { fleet, vertex, foundry } = credentialsOf(all);
    await provide(tokensFile(all, directory, { 'a.fleet': fleet, 'a.vertex': vertex, 'a.foundry': foundry }), task(), clock());
    const files = readdirSync(join(directory, 'secrets')).sort();
    expect(files).toEqual(['a.fleet.json', 'a.foundry.json', 'a.vertex.json', 'ready']);
    expect(JSON.parse(readFileSync(join(directory, 'secrets/a.vertex.json'), 'utf8'))).toEqual({
      resources: [
        {
          '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret',
          name: 'a.vertex',
          generic_secret: { secret: { inline_string: 'Bearer token-of-google' } },
        },
      ],
    });
    const modes = [...files.map((name) => `secrets/${name}`), 'tls/key.pem'].map((name) => (statSync(join(directory, name)).mode & 0o777).toString(8));
    expect(new Set(modes)).toEqual(new Set(['600']));
    expect(all.aws.asked.filter(({ text }) => text.includes('Action=AssumeRole'))).toHaveLength(1);
    expect(log()).toMatch(/"event":"ready","credentials":3/);
    expect(log()).not.toMatch(/token-of|key-of|jwt|secret-of|PRIVATE/);
  });

  it('makes a key and a certificate of its own, other ones in each task', async () => {
    await provide(tokensFile(all, directory, {}), task(), clock());
    await provide(tokensFile(all, join(directory, 'other'), {}), task(), clock());
    const certificate = new X509Certificate(readFileSync(join(directory, 'tls/certificate.pem')));
    expect([certificate.subjectAltName, certificate.publicKey.asymmetricKeyType]).toEqual(['DNS:eu.acme.gateway.internal', 'ec']);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(readFileSync(join(directory, 'other/tls/key.pem'), 'utf8')).not.toBe(readFileSync(join(directory, 'tls/key.pem'), 'utf8'));
  });

  it('is never ready without one: it says which, and writes no stand-in', async () => {
    all.failing.add('google');
    const { fleet, vertex } = credentialsOf(all);
    await expect(provide(tokensFile(all, directory, { 'a.fleet': fleet, 'a.vertex': vertex }), task(), clock(), 300)).rejects.toMatchObject({
      code: 'a.vertex',
    });
    expect(readdirSync(join(directory, 'secrets'))).toEqual(['a.fleet.json']);
    expect(log()).toMatch(
      /"level":"warning","event":"credential not fetched","credential":"a.vertex","over":false,"error":"NotGiven","code":"google sts: HTTP 503"/,
    );
    expect(existsSync(join(directory, 'secrets/ready'))).toBe(false);
  });
});
