import { z } from 'zod';
import type { Credentials } from '../aws/kept-credentials.js';
import type { Credential } from '../forms/tokens.js';
import { type Fetch, usable } from './fetched.js';
import { askJson } from './http.js';
import { webIdentity } from './proof.js';

type DatabricksCredential = Extract<Credential, { kind: 'databricks' }>;

const exchanged = z.object({ access_token: z.string(), token_type: z.string().regex(/^bearer$/i), expires_in: z.int().min(60).max(86_400) });

/**
 * An access token of the service principal that trusts the workload's role, from its workspace. What the principal may, permissions say; the
 * scope narrows nothing that they leave open. https://docs.databricks.com/aws/en/dev-tools/auth/oauth-federation-exchange
 */
export function databricksToken(credential: DatabricksCredential, credentials: () => Promise<Credentials>): Fetch {
  const { clientId, tokenEndpoint } = credential;
  const prove = webIdentity(credential, credentials);
  return async () => {
    const body = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      client_id: clientId,
      scope: 'all-apis',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      subject_token: await prove(),
    });
    const { access_token, expires_in } = await askJson({ service: 'databricks', url: tokenEndpoint, body }, exchanged);
    return { value: usable(access_token, 'databricks'), expires: new Date(Date.now() + expires_in * 1_000) };
  };
}
