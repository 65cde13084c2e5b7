import { pathOf } from '../../topology/path.js';
import type { DeployTimeValue } from './host-traits.js';

/** What the gateway is on Google when it calls for a workload. */
export function googleIdentity(account: string, workload: string): DeployTimeValue[] {
  return ['serviceAccount', 'audience'].map((field) => ({
    path: ['identities', account, workload, field],
    stack: ['google-foundation', account],
    divided: false,
    origin: pathOf('accounts', 'google', account),
  }));
}

/** What asking a model on Vertex AI takes. */
export const predict: readonly string[] = ['aiplatform.endpoints.predict'];

/** Where tokens come from: sts exchanges AWS's proof, iamcredentials lends the service account's. Every call starts there. */
export const googleTokens = 'sts and iamcredentials, where tokens come from,';
