import type { Described } from './cloud.js';

/** Where access tokens of IBM Cloud are given out. Source: IBM Cloud API documentation, IAM Identity Services. */
export const ibmTokens = 'https://iam.cloud.ibm.com/identity/token';

/** Where watsonx.ai answers in a region. Source: IBM documentation, "Adding generative chat function to your applications with the chat API". */
export const watsonxName = (region: string): string => `${region}.ml.cloud.ibm.com`;

/** Accounts of IBM Cloud. No AWS token opens anything there: ADR 150. */
export const watsonx: Described = {
  kind: 'described',
  contractsWith: 'ibm',
  account: { knownBy: ['accountId'], called: 'IBM Cloud account' },
  types: ['ibm_'],
  providers: ['ibm'],
  aliases: [],
  signIn: ['ibmcloud_api_key', 'iaas_classic_api_key', 'iam_token', 'iam_refresh_token'],
  regionsAre: 'whole-values',
  // The instance takes no key of its own.
  key: { name: /^(?!)/, types: [] },
  // Texts of the form key:value.
  tagProperties: ['tags'],
  anyType: { publicSwitches: [], tlsVersions: [], httpsSwitches: [] },
  federation: { kind: 'none' },
  domains: ['cloud.ibm.com'],
};
