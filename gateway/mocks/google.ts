import type { ServerResponse } from 'node:http';
import { bearerOf, type Issued } from './issued.js';
import { type Answer, json } from './listener.js';
import { verified } from './sigv4.js';

/** Google's Security Token Service: a token that AWS signed for a provider, against one of Google. https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token */
export function googleSts(issued: Issued): Answer {
  return (call, response) => {
    const asked = parameters(call.body);
    const token = asked['subject_token'] ?? asked['subjectToken'] ?? '';
    const audience = asked['audience'] ?? '';
    if (call.path !== '/v1/token') return refuse(response, 404, 'NOT_FOUND', call.path);
    const subject = asked['subject_token_type'] === 'urn:ietf:params:aws:token-type:aws4_request' ? signer(token, audience, issued) : bearerRole(token, issued);
    if (subject === undefined)
      return json(response, 400, { error: 'invalid_grant', error_description: 'the subject token was not given out, has ended, or is for others' });
    const federated = issued.bearer('federated-', `${audience}#${subject}`, audience);
    json(response, 200, {
      access_token: federated.token,
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      token_type: 'Bearer',
      expires_in: issued.lifetime,
    });
  };
}

/** IAM Service Account Credentials: `generateAccessToken` for whom a federated identity may act as. */
export function iamCredentials(issued: Issued): Answer {
  return (call, response) => {
    const [, account] = /^\/v1\/projects\/-\/serviceAccounts\/([^/:]+):generateAccessToken$/.exec(decodeURIComponent(call.path)) ?? [];
    const federated = issued.shown(bearerOf(call.headers['authorization']));
    if (account === undefined) return refuse(response, 404, 'NOT_FOUND', call.path);
    if (federated === undefined || !federated.token.startsWith('federated-')) return refuse(response, 401, 'UNAUTHENTICATED', 'no federated token');
    const { token, until } = issued.bearer('ya29.', account, 'google');
    json(response, 200, { accessToken: token, expireTime: new Date(until).toISOString() });
  };
}

/** Secret Manager: `access` of a version. */
export function secretManager(issued: Issued, secrets: ReadonlyMap<string, () => string>): Answer {
  return (call, response) => {
    const [, name = ''] = /^\/v1\/(projects\/.+):access$/.exec(call.path) ?? [];
    const value = secrets.get(name);
    if (issued.shown(bearerOf(call.headers['authorization'])) === undefined) return refuse(response, 401, 'UNAUTHENTICATED', 'no valid token');
    if (value === undefined) return refuse(response, 404, 'NOT_FOUND', name);
    json(response, 200, { name, payload: { data: Buffer.from(value()).toString('base64') } });
  };
}

export interface GoogleService {
  readonly issued: Issued;
  /** Service accounts that may call. */
  readonly accounts: ReadonlySet<string>;
  /** Fails where true. */
  readonly down: () => boolean;
}

/** Vertex AI Search: `search` of a serving config, in chunks or in documents. */
export function search({ issued, accounts, down }: GoogleService, passages: readonly string[]): Answer {
  return (call, response) => {
    if (down()) return refuse(response, 503, 'UNAVAILABLE', 'mock is down');
    if (!accounts.has(issued.shown(bearerOf(call.headers['authorization']))?.as ?? ''))
      return refuse(response, 403, 'PERMISSION_DENIED', `not ${[...accounts].join(', ')}`);
    if (!/^\/v1(alpha|beta)?\/projects\/.+\/servingConfigs\/[^/]+:search$/.test(call.path)) return refuse(response, 404, 'NOT_FOUND', call.path);
    const { pageSize = 10, contentSearchSpec = {} } = JSON.parse(call.body) as { pageSize?: number; contentSearchSpec?: { searchResultMode?: string } };
    const results = passages.slice(0, pageSize).map((content, index) => {
      const documentMetadata = { uri: `gs://manuals/${index}.pdf`, title: `Manual ${index}` };
      return contentSearchSpec.searchResultMode === 'CHUNKS'
        ? { id: `c${index}`, chunk: { name: `chunks/c${index}`, id: `c${index}`, content, relevanceScore: 0.9, documentMetadata } }
        : {
            id: `d${index}`,
            document: {
              name: `documents/d${index}`,
              id: `d${index}`,
              derivedStructData: {
                link: documentMetadata.uri,
                title: documentMetadata.title,
                extractive_segments: [{ content }],
                snippets: [{ snippet: content }],
              },
            },
          };
    });
    json(response, 200, { results, totalSize: results.length });
  };
}

/** Model Armor: `sanitizeUserPrompt` and `sanitizeModelResponse` of a template. A text with the marker matches. */
export function modelArmor({ issued, accounts, down }: GoogleService, marker: string): Answer {
  return (call, response) => {
    if (down()) return refuse(response, 503, 'UNAVAILABLE', 'mock is down');
    if (!accounts.has(issued.shown(bearerOf(call.headers['authorization']))?.as ?? ''))
      return refuse(response, 403, 'PERMISSION_DENIED', `not ${[...accounts].join(', ')}`);
    if (!/^\/v1\/projects\/.+\/templates\/[^/]+:sanitize(UserPrompt|ModelResponse)$/.test(call.path)) return refuse(response, 404, 'NOT_FOUND', call.path);
    const found = call.body.includes(marker);
    const state = found ? 'MATCH_FOUND' : 'NO_MATCH_FOUND';
    const rai = { raiFilterResult: { executionState: 'EXECUTION_SUCCESS', matchState: state, raiFilterTypeResults: {} } };
    json(response, 200, { sanitizationResult: { filterMatchState: state, invocationResult: 'SUCCESS', filterResults: { rai } } });
  };
}

function parameters(body: string): Record<string, string> {
  return body.startsWith('{') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
}

/** Role in a token of AWS that was given to it and is still valid. */
function bearerRole(token: string, issued: Issued): string | undefined {
  const { jti, sub } = claims(token);
  const shown = issued.shown(jti);
  return shown?.as === sub ? sub : undefined;
}

/**
 * Role that signed a request for `GetCallerIdentity`, which Google would send to AWS. It names its provider in a signed header, so that no other takes it.
 * https://cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds#aws
 */
function signer(token: string, audience: string, issued: Issued): string | undefined {
  const request = JSON.parse(decodeURIComponent(token)) as {
    readonly url: string;
    readonly method: string;
    readonly headers: readonly { readonly key: string; readonly value: string }[];
  };
  const { pathname, search: query, host } = new URL(request.url);
  const headers = Object.fromEntries(request.headers.map(({ key, value }) => [key.toLowerCase(), value]));
  if (headers['x-goog-cloud-target-resource'] !== audience || !/SignedHeaders=[^,]*x-goog-cloud-target-resource/.test(headers['authorization'] ?? ''))
    return undefined;
  const signed = verified({ method: request.method, path: pathname + query, authority: headers['host'] ?? host, headers, body: '' }, (key) =>
    issued.secretOf(key),
  );
  return typeof signed === 'string' || signed.service !== 'sts' ? undefined : issued.roleOf(signed.accessKey, signed.token);
}

function claims(token: string): { jti?: string; sub?: string } {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return {};
  }
}

const refuse = (response: ServerResponse, code: number, status: string, message: string) => json(response, code, { error: { code, message, status } });
