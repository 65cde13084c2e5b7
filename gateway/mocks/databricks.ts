import type { Issued } from './issued.js';
import { type Answer, json } from './listener.js';

/**
 * Token service of a workspace of Databricks: a token that AWS signed for a token of the service principal that trusts its role.
 * https://docs.databricks.com/aws/en/dev-tools/auth/oauth-federation-exchange
 */
export function workspaceTokens(issued: Issued, clients: ReadonlyMap<string, string>): Answer {
  return (call, response) => {
    const asked = new URLSearchParams(call.body);
    const refuse = (code: number, error: string) => json(response, code, { error });
    if (call.path !== '/oidc/v1/token') return refuse(404, 'not_found');
    if (asked.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:token-exchange') return refuse(400, 'unsupported_grant_type');
    if (asked.get('subject_token_type') !== 'urn:ietf:params:oauth:token-type:jwt') return refuse(400, 'invalid_request');
    const payload = Buffer.from((asked.get('subject_token') ?? '').split('.')[1] ?? '', 'base64url').toString() || '{}';
    const shown = issued.shown((JSON.parse(payload) as { jti?: string }).jti);
    const client = asked.get('client_id') ?? '';
    if (shown === undefined || shown.audience !== clients.get(client)) return refuse(401, 'invalid_client');
    const seconds = Math.max(issued.lifetime, 60);
    json(response, 200, { access_token: issued.bearer('eyD.', client, asked.get('scope') ?? '', seconds).token, token_type: 'Bearer', expires_in: seconds });
  };
}
