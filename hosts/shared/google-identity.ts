import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { DeployTimeValue } from './host-traits.js';

/** What the gateway is on Google when it calls for a workload. */
export function googleIdentity(topology: Topology, account: string, workload: string): DeployTimeValue[] {
  const { project, number, federation } = entity(topology.accounts.google, account);
  // A signed request names the provider as a resource, a token by its URL.
  const scheme = federation === 'oidc' ? 'https:' : '';
  const forms = {
    serviceAccount: `*@${project}.iam.gserviceaccount.com`,
    audience: `${scheme}//iam.googleapis.com/projects/${number}/locations/global/workloadIdentityPools/*/providers/*`,
  };
  return (['serviceAccount', 'audience'] as const).map((field) => ({
    path: ['identities', account, workload, field],
    form: forms[field],
    stack: ['google-foundation', account],
    divided: false,
    origin: pathOf('accounts', 'google', account),
  }));
}

/** What asking a model on Vertex AI takes. */
export const predict: readonly string[] = ['aiplatform.endpoints.predict'];

/** Where tokens come from: sts exchanges AWS's proof, iamcredentials lends the service account's. Every call starts there. */
export const googleTokens = 'sts and iamcredentials, where tokens come from,';
