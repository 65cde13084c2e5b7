import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ProxyAgent } from 'undici';
import { z } from 'zod';
import { clientOptions } from '../aws/client-options.js';
import type { Credentials } from '../aws/kept-credentials.js';
import { regionOfArn } from '../aws/region-of-arn.js';
import { type Answer, answerForm, assertionForm, entraAnswer, type Question } from '../forms/entra.js';
import type { Credential } from '../forms/tokens.js';
import { type Fetch, NotGiven, usable } from './fetched.js';
import { askJson } from './http.js';
import { webIdentity } from './proof.js';

type EntraCredential = Extract<Credential, { kind: 'entra' | 'azure-secret' }>;
type Through<Kind> = Extract<EntraCredential['through'], { kind: Kind }>;

/** An access token of Microsoft Entra, for an application that trusts the workload's role. */
export function entraToken(credential: EntraCredential, credentials: () => Promise<Credentials>): Fetch {
  const { tenant, clientId, scope, through } = credential;
  const prove = webIdentity(credential, credentials);
  const exchange = through.kind === 'function' ? byFunction(through, credentials) : byProxy(through);
  return async () => {
    const { accessToken, expiresInSeconds } = await exchange({ tenant, clientId, scope, assertion: await prove() });
    return { value: usable(accessToken, 'entra'), expires: new Date(Date.now() + expiresInSeconds * 1_000) };
  };
}

const kept = z.object({ value: z.string() });

/** The API key of a fleet on Azure: the newest version of a secret, read as the workload's application. */
export function azureSecret(credential: Extract<Credential, { kind: 'azure-secret' }>, credentials: () => Promise<Credentials>): Fetch {
  const token = entraToken(credential, credentials);
  const url = new URL('?api-version=7.4', credential.secret).href;
  return async () => {
    const { value: bearer } = await token();
    const { value } = await askJson({ service: 'azure keyvault', url, headers: { authorization: `Bearer ${bearer}` } }, kept);
    return { value: usable(value, 'azure keyvault'), expires: 'none' };
  };
}

/** The broker, a function outside the networks that carry prompts, called through Lambda's interface endpoint. */
function byFunction({ arn, lambdaEndpoint }: Through<'function'>, credentials: () => Promise<Credentials>): (question: Question) => Promise<Answer> {
  const lambda = new LambdaClient(clientOptions({ region: regionOfArn(arn), endpoint: lambdaEndpoint }, credentials, { connect: 3, request: 15 }));
  return async (question) => {
    const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName: arn, Payload: Buffer.from(JSON.stringify(question)) }));
    if (FunctionError !== undefined) throw new NotGiven('token broker: the function failed');
    const answer = answerForm.safeParse(JSON.parse(Buffer.from(Payload ?? []).toString() || 'null'));
    if (!answer.success) throw new NotGiven('token broker: an answer of another form');
    return answer.data;
  };
}

/** A proxy of the organisation's own, which passes TLS through to Entra and to nothing else. */
function byProxy({ proxy, tokenEndpoint }: Through<'proxy'>): (question: Question) => Promise<Answer> {
  const agent = new ProxyAgent({ uri: proxy, proxyTunnel: true, connect: { timeout: 3_000 }, headersTimeout: 10_000, bodyTimeout: 10_000 });
  return async (question) => {
    const { access_token, expires_in } = await askJson({ service: 'entra', url: tokenEndpoint, body: assertionForm(question), through: agent }, entraAnswer);
    return { accessToken: access_token, expiresInSeconds: expires_in };
  };
}
