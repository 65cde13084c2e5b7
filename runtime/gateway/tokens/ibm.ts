import { readFileSync } from 'node:fs';
import { type Dispatcher, ProxyAgent } from 'undici';
import { z } from 'zod';
import type { Credentials } from '../aws/kept-credentials.js';
import type { Credential } from '../forms/tokens.js';
import { awsSecret } from './aws-secret.js';
import { type Fetch, usable } from './fetched.js';
import { askJson, direct } from './http.js';

type IbmCredential = Extract<Credential, { kind: 'ibm' }>;

const given = z.object({ access_token: z.string(), token_type: z.string().regex(/^bearer$/i), expires_in: z.int().min(60).max(86_400) });

/**
 * An access token of the workload's trusted profile: the key of a service ID, for a token of the service ID, for one of the profile that it may take.
 * https://cloud.ibm.com/apidocs/iam-identity-token-api
 */
export function ibmToken(credential: IbmCredential, credentials: () => Promise<Credentials>): Fetch {
  const { account, profile, secret, secretsEndpoint, role, region, stsEndpoint, tokenEndpoint, through } = credential;
  const key = awsSecret({ kind: 'aws-secret', secret, secretsEndpoint, role, region, stsEndpoint }, credentials);
  const dispatcher = through === undefined ? direct : tunnel(through);
  const ask = (body: Record<string, string>) =>
    askJson({ service: 'ibm iam', url: tokenEndpoint, body: new URLSearchParams(body), through: dispatcher }, given);
  return async () => {
    const { value: apikey } = await key();
    const own = await ask({ grant_type: 'urn:ibm:params:oauth:grant-type:apikey', apikey });
    const { access_token, expires_in } = await ask({
      grant_type: 'urn:ibm:params:oauth:grant-type:assume',
      access_token: usable(own.access_token, 'ibm iam'),
      profile_name: profile,
      account,
    });
    return { value: usable(access_token, 'ibm iam'), expires: new Date(Date.now() + expires_in * 1_000) };
  };
}

/** A proxy of the organisation's own, which passes TLS through. */
function tunnel({ proxy, authority }: NonNullable<IbmCredential['through']>): Dispatcher {
  const proxyTls = authority === undefined ? {} : { proxyTls: { ca: readFileSync(authority, 'utf8') } };
  return new ProxyAgent({ uri: proxy, proxyTunnel: true, ...proxyTls, connect: { timeout: 3_000 }, headersTimeout: 10_000, bodyTimeout: 10_000 });
}
