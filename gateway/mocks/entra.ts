import { bearerOf, type Issued } from './issued.js';
import { type Answer, json } from './listener.js';

/** Microsoft Entra: client credentials, proved by a token that AWS signed. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
export function entra(issued: Issued, { tenant, audience }: { readonly tenant: string; readonly audience: string }): Answer {
  return (call, response) => {
    const asked = new URLSearchParams(call.body);
    const refuse = (code: number, error: string, why: string) => json(response, code, { error, error_description: why });
    if (call.path !== `/${tenant}/oauth2/v2.0/token`) return refuse(404, 'not_found', call.path);
    if (asked.get('grant_type') !== 'client_credentials') return refuse(400, 'unsupported_grant_type', String(asked.get('grant_type')));
    if (asked.get('client_assertion_type') !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
      return refuse(400, 'invalid_request', 'assertion type');
    const payload = Buffer.from((asked.get('client_assertion') ?? '').split('.')[1] ?? '', 'base64url').toString() || '{}';
    const shown = issued.shown((JSON.parse(payload) as { jti?: string }).jti);
    if (shown === undefined) return refuse(401, 'invalid_client', 'AADSTS700024: the assertion is not within its valid time range');
    if (shown.audience !== audience) return refuse(401, 'invalid_client', `AADSTS700212: the audience ${shown.audience} does not match`);
    // Entra's tokens last for an hour or more; none that is shorter than a minute is believed.
    const seconds = Math.max(issued.lifetime, 60);
    const { token } = issued.bearer('eyJ.', asked.get('client_id') ?? '', asked.get('scope') ?? '', seconds);
    json(response, 200, { token_type: 'Bearer', expires_in: seconds, ext_expires_in: seconds, access_token: token });
  };
}

/** A vault of Key Vault: the newest version of a secret, for a token that is for vaults. `secrets`: by address. https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret */
export function keyVault(issued: Issued, origin: string, secrets: ReadonlyMap<string, () => string>): Answer {
  return (call, response) => {
    const { pathname, searchParams } = new URL(call.path, origin);
    const refuse = (code: number, error: string) => json(response, code, { error: { code: error, message: error } });
    if (!searchParams.has('api-version')) return refuse(400, 'BadParameter');
    if (issued.shown(bearerOf(call.headers['authorization']))?.audience !== 'https://vault.azure.net/.default') return refuse(401, 'Unauthorized');
    const value = secrets.get(`${origin}${pathname}`);
    if (value === undefined) return refuse(404, 'SecretNotFound');
    json(response, 200, { value: value(), id: `${origin}${pathname}/1`, attributes: { enabled: true } });
  };
}
