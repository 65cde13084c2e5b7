import { GetWebIdentityTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import { clientOptions } from '../aws/client-options.js';
import type { Credentials } from '../aws/kept-credentials.js';
import { NodeSha256 } from '../aws/node-hash.js';
import { usable } from './fetched.js';

export interface ProofPlace {
  readonly region: string;
  readonly stsEndpoint: string;
  /** For whom the proof is made; nobody else takes it. */
  readonly audience: string;
}

/** Seconds that a token is valid for; it is exchanged at once. The role's policy allows 900 at most. */
const lifetime = 300;

/** A token in which AWS says that its bearer has the workload's role. */
export function webIdentity({ region, stsEndpoint, audience }: ProofPlace, credentials: () => Promise<Credentials>): () => Promise<string> {
  const sts = new STSClient(clientOptions({ region, endpoint: stsEndpoint }, credentials, { connect: 3, request: 10 }));
  const command = { Audience: [audience], DurationSeconds: lifetime, SigningAlgorithm: 'RS256' };
  return async () => usable((await sts.send(new GetWebIdentityTokenCommand(command))).WebIdentityToken, 'sts');
}

/**
 * A signed request that Google sends to AWS to hear whose it is. The audience is a signed header, so that no other provider of Google's can
 * use it. Source: "Workload Identity Federation with AWS" of Google Cloud, GetCallerIdentity tokens.
 */
export function signedRequest({ region, stsEndpoint, audience }: ProofPlace, credentials: () => Promise<Credentials>): () => Promise<string> {
  const signer = new SignatureV4({ service: 'sts', region, credentials, sha256: NodeSha256, applyChecksum: false });
  const { host } = new URL(stsEndpoint);
  return async () => {
    const { headers, method } = await signer.sign({
      method: 'POST',
      protocol: 'https:',
      hostname: host,
      path: '/',
      query: { Action: 'GetCallerIdentity', Version: apiVersion },
      headers: { host, 'x-goog-cloud-target-resource': audience },
    });
    const url = `https://${host}/?Action=GetCallerIdentity&Version=${apiVersion}`;
    const listed = Object.entries(headers).map(([key, value]) => ({ key, value }));
    return encodeURIComponent(JSON.stringify({ url, method, headers: listed }));
  };
}

/** Of STS's protocol. */
const apiVersion = '2011-06-15';
