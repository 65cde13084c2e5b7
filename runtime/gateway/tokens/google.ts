import { z } from 'zod';
import type { Credentials } from '../aws/kept-credentials.js';
import type { Credential } from '../forms/tokens.js';
import { type Fetch, usable } from './fetched.js';
import { askJson } from './http.js';
import { signedRequest, webIdentity } from './proof.js';

type GoogleCredential = Extract<Credential, { kind: 'google' | 'google-secret' }>;

/** What the service account may, its roles say; the scope narrows nothing that they leave open. */
const scope = 'https://www.googleapis.com/auth/cloud-platform';
/** Google's longest for a service account, unless an organization allows more. */
const lifetime = '3600s';

const exchanged = z.object({ access_token: z.string(), token_type: z.string().regex(/^bearer$/i) });
const generated = z.object({ accessToken: z.string(), expireTime: z.coerce.date() });

const subjectTypes = { 'web-identity': 'urn:ietf:params:oauth:token-type:jwt', 'signed-request': 'urn:ietf:params:aws:token-type:aws4_request' } as const;

/** An access token of a service account: AWS's proof, for a federated token, for one of the account. */
export function googleToken(credential: GoogleCredential, credentials: () => Promise<Credentials>): Fetch {
  const { proof, region, stsEndpoint, audience, googleStsEndpoint, serviceAccount, iamCredentialsEndpoint } = credential;
  const prove = (proof === 'web-identity' ? webIdentity : signedRequest)({ region, stsEndpoint, audience }, credentials);
  return async () => {
    const body = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      // Tokens are made for the provider's URL; here it is named as a resource.
      audience: audience.replace(/^https:/, ''),
      scope,
      subject_token_type: subjectTypes[proof],
      subject_token: await prove(),
    });
    const federated = await askJson({ service: 'google sts', url: new URL('/v1/token', googleStsEndpoint).href, body }, exchanged);
    const { accessToken, expireTime } = await askJson(
      {
        service: 'google iamcredentials',
        url: new URL(`/v1/projects/-/serviceAccounts/${encodeURIComponent(serviceAccount)}:generateAccessToken`, iamCredentialsEndpoint).href,
        headers: { authorization: `Bearer ${usable(federated.access_token, 'google sts')}` },
        body: { scope: [scope], lifetime },
      },
      generated,
    );
    return { value: usable(accessToken, 'google iamcredentials'), expires: expireTime };
  };
}

const accessed = z.object({ payload: z.object({ data: z.base64() }) });

/** The API key of a fleet on Google, read as the workload's service account. */
export function googleSecret(credential: Extract<Credential, { kind: 'google-secret' }>, credentials: () => Promise<Credentials>): Fetch {
  const token = googleToken(credential, credentials);
  return async () => {
    const { value } = await token();
    const { payload } = await askJson(
      {
        service: 'google secretmanager',
        url: new URL(`/v1/${credential.secret}:access`, credential.secretsEndpoint).href,
        headers: { authorization: `Bearer ${value}` },
      },
      accessed,
    );
    return { value: usable(Buffer.from(payload.data, 'base64').toString('utf8'), 'google secretmanager'), expires: 'none' };
  };
}
