import type { Described } from './cloud.js';

/** Where the accounts of workspaces on AWS are managed. Source: Databricks documentation, unified authentication. */
export const databricksAccounts = 'https://accounts.cloud.databricks.com';

/** Domain of workspaces on AWS. */
export const workspaceDomain = 'cloud.databricks.com';

/** Workspaces on AWS: their regions are those of AWS. */
export const databricks: Described = {
  kind: 'described',
  contractsWith: 'databricks',
  account: { knownBy: ['workspaceUrl'], called: 'workspace' },
  types: ['databricks_'],
  providers: ['databricks'],
  aliases: ['account'],
  signIn: ['token', 'password', 'client_secret'],
  regionsAre: 'part-of-texts',
  // Keys of a workspace are those of its cloud, and no workspace is made here: nothing is a key.
  key: { name: /^(?!)/, types: [] },
  // Lists of `{key, value}`; a budget policy has its own name for them.
  tagProperties: ['tags', 'custom_tags'],
  anyType: { publicSwitches: [], tlsVersions: [], httpsSwitches: [] },
  federation: { kind: 'audience-of-the-account' },
  domains: ['databricks.com'],
};
