import type { ServerResponse } from 'node:http';
import type { Issued } from './issued.js';
import { type Answer, type Call, json } from './listener.js';
import { verified } from './sigv4.js';

/** Role that signed a call for a service in a region, or why it is refused. */
export function signer(call: Call, issued: Issued, service: string, region: string): { readonly role: string } | { readonly refused: string } {
  const signed = verified(call, (key) => issued.secretOf(key));
  if (typeof signed === 'string') return { refused: signed };
  if (signed.region !== region || signed.service !== service)
    return { refused: `signed for ${signed.service} in ${signed.region}, not for ${service} in ${region}` };
  const role = issued.roleOf(signed.accessKey, signed.token);
  return role === undefined ? { refused: 'The security token included in the request is expired' } : { role };
}

/** An error of a service that speaks JSON. */
export function fault(response: ServerResponse, status: number, type: string, message: string): void {
  json(response, status, { __type: type, message }, { 'x-amzn-errortype': type });
}

/** Secrets Manager: `GetSecretValue` of secrets that a role may read. */
export function secretsManager(
  issued: Issued,
  region: string,
  secrets: ReadonlyMap<string, { readonly value: () => string; readonly readers: readonly string[] }>,
): Answer {
  return (call, response) => {
    const by = signer(call, issued, 'secretsmanager', region);
    if ('refused' in by) return fault(response, 403, 'AccessDeniedException', by.refused);
    if (call.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue') return fault(response, 400, 'UnknownOperationException', 'only GetSecretValue');
    const { SecretId } = JSON.parse(call.body) as { SecretId: string };
    const secret = secrets.get(SecretId);
    if (secret === undefined) return fault(response, 400, 'ResourceNotFoundException', `Secrets Manager can't find ${SecretId}.`);
    if (!secret.readers.includes(by.role)) return fault(response, 400, 'AccessDeniedException', `${by.role} may not read ${SecretId}`);
    json(response, 200, { ARN: SecretId, Name: SecretId, VersionId: 'mock', SecretString: secret.value() }, { 'content-type': 'application/x-amz-json-1.1' });
  };
}

/** Lambda: `Invoke` of one function, which some roles may. What it answers is the function's own matter. */
export function lambda(
  issued: Issued,
  region: string,
  functions: ReadonlyMap<string, { readonly run: (event: unknown, role: string) => Promise<unknown>; readonly callers: readonly string[] }>,
): Answer {
  return async (call, response) => {
    const by = signer(call, issued, 'lambda', region);
    if ('refused' in by) return fault(response, 403, 'AccessDeniedException', by.refused);
    const name = decodeURIComponent(/^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(call.path.split('?')[0] ?? '')?.[1] ?? '');
    const one = functions.get(name);
    if (one === undefined) return fault(response, 404, 'ResourceNotFoundException', `Function not found: ${name}`);
    if (!one.callers.includes(by.role)) return fault(response, 403, 'AccessDeniedException', `${by.role} may not invoke ${name}`);
    try {
      json(response, 200, await one.run(JSON.parse(call.body), by.role));
    } catch (error) {
      json(response, 200, { errorType: 'Error', errorMessage: String(error) }, { 'x-amz-function-error': 'Unhandled' });
    }
  };
}
