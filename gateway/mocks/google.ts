import type { ServerResponse } from 'node:http';
import { bearerOf, type Issued } from './issued.js';
import { type Answer, json } from './listener.js';

/** Google's Security Token Service: a token that AWS signed for a provider, against one of Google. https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token */
export function googleSts(issued: Issued): Answer {
  return (call, response) => {
    const asked = parameters(call.body);
    const token = asked['subject_token'] ?? asked['subjectToken'] ?? '';
    const audience = asked['audience'] ?? '';
    const { jti, sub } = claims(token);
    const shown = issued.shown(jti);
    if (call.path !== '/v1/token') return refuse(response, 404, 'NOT_FOUND', call.path);
    if (shown === undefined) return json(response, 400, { error: 'invalid_grant', error_description: 'the subject token was not given out or has ended' });
    if (shown.as !== sub) return json(response, 400, { error: 'invalid_grant', error_description: 'the subject is not whom the token was given to' });
    const federated = issued.bearer('federated-', `${audience}#${sub}`, audience);
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
    const value = secrets.get(name.replace(/\/versions\/[^/]+$/, ''));
    if (issued.shown(bearerOf(call.headers['authorization'])) === undefined) return refuse(response, 401, 'UNAUTHENTICATED', 'no valid token');
    if (value === undefined) return refuse(response, 404, 'NOT_FOUND', name);
    json(response, 200, { name, payload: { data: Buffer.from(value()).toString('base64') } });
  };
}

export interface GoogleService {
  readonly issued: Issued;
  /** Service account that may call. */
  readonly account: string;
  /** Fails where true. */
  readonly down: () => boolean;
}

/** Vertex AI Search: `search` of a serving config, in chunks or in documents. */
export function search({ issued, account, down }: GoogleService, passages: readonly string[]): Answer {
  return (call, response) => {
    if (down()) return refuse(response, 503, 'UNAVAILABLE', 'mock is down');
    if (issued.shown(bearerOf(call.headers['authorization']))?.as !== account) return refuse(response, 403, 'PERMISSION_DENIED', `not ${account}`);
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
export function modelArmor({ issued, account, down }: GoogleService, marker: string): Answer {
  return (call, response) => {
    if (down()) return refuse(response, 503, 'UNAVAILABLE', 'mock is down');
    if (issued.shown(bearerOf(call.headers['authorization']))?.as !== account) return refuse(response, 403, 'PERMISSION_DENIED', `not ${account}`);
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

function claims(token: string): { jti?: string; sub?: string } {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return {};
  }
}

const refuse = (response: ServerResponse, code: number, status: string, message: string) => json(response, code, { error: { code, message, status } });
