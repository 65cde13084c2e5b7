import type { Credential } from '../../runtime/gateway/forms/tokens.js';
import { entity } from '../../topology/views.js';
import { callerOf } from './aws-caller-gateway.js';
import { type GatewayCall, known } from './host-gateway.js';

type GoogleCredential = Extract<Credential, { kind: 'google' }>;

/** The access token of the service account that a workload acts as in the project of a host. */
export function googleCredential({ topology, outputs, workload, host }: GatewayCall<{ readonly account: string }>): GoogleCredential {
  const identity = outputs.identities?.[host.account]?.[workload];
  const { federation } = entity(topology.accounts.google, host.account);
  return {
    kind: 'google',
    ...callerOf(topology, workload),
    proof: federation === 'oidc' ? 'web-identity' : 'signed-request',
    audience: known(identity?.audience, 'audience'),
    googleStsEndpoint: 'https://sts.googleapis.com',
    serviceAccount: known(identity?.serviceAccount, 'serviceAccount'),
    iamCredentialsEndpoint: 'https://iamcredentials.googleapis.com',
  };
}
