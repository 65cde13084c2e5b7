import type { Described } from './cloud.js';

export const google: Described = {
  kind: 'described',
  contractsWith: 'google',
  account: { knownBy: ['project', 'number'], called: 'project' },
  types: ['google_'],
  providers: ['google', 'google-beta'],
  aliases: [],
  signIn: ['credentials', 'access_token'],
  regionsAre: 'part-of-texts',
  key: {
    name: /^projects\/[^/]+\/locations\/([^/]+)\/keyRings\/[^/]+\/cryptoKeys\/[^/]+/,
    types: ['google_kms_crypto_key'],
  },
  // Of some types `labels` are settings of their own, and the labels are `user_labels`.
  tagProperties: ['labels', 'user_labels'],
  anyType: { publicSwitches: [], tlsVersions: [], httpsSwitches: [] },
  federation: { kind: 'audience-of-the-provider' },
  domains: ['gcr.io', 'goog', 'google.com', 'googleapis.com', 'pkg.dev'],
};
