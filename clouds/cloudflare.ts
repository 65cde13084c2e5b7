import type { Described } from './cloud.js';

/** Accounts of Cloudflare. Nothing there has a region: what is deployed runs wherever a request arrives. */
export const cloudflare: Described = {
  kind: 'described',
  contractsWith: 'cloudflare',
  account: { knownBy: ['accountId'], called: 'Cloudflare account' },
  types: ['cloudflare_'],
  providers: ['cloudflare'],
  aliases: [],
  signIn: ['api_key', 'api_token', 'api_user_service_key'],
  regionsAre: 'whole-values',
  // Nothing that is made here stores anything, and a customer's key is a setting of none of it.
  key: { name: /^(?!)/, types: [] },
  // Workers have none that reach a bill.
  tagProperties: [],
  anyType: { publicSwitches: [], tlsVersions: ['min_tls_version'], httpsSwitches: [] },
  federation: { kind: 'none' },
  domains: ['cloudflare.com', 'workers.dev'],
};
