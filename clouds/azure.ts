import type { Described } from './cloud.js';

/** The only audience that Entra ID documents for tokens of a federated identity. */
export const entraAudience = 'api://AzureADTokenExchange';

/** Where Entra ID gives out tokens; it has no private endpoint. */
export const entraAuthority = 'https://login.microsoftonline.com';

/** What a token for a Foundry account is asked for. */
export const foundryScope = 'https://cognitiveservices.azure.com/.default';

/** What a token for vaults is asked for. */
export const vaultScope = 'https://vault.azure.net/.default';

export const azure: Described = {
  kind: 'described',
  contractsWith: 'azure',
  account: { knownBy: ['subscription'], called: 'subscription' },
  types: ['azurerm_', 'azapi_'],
  providers: ['azurerm', 'azapi'],
  aliases: [],
  signIn: ['client_secret', 'client_certificate', 'client_certificate_password', 'client_secret_file_path'],
  // A region is one word and could be part of any other.
  regionsAre: 'whole-values',
  key: {
    name: /^https:\/\/[^/]+\.(vault|managedhsm)\.azure\.net\/keys\/[^/]+/,
    types: ['azurerm_key_vault_key'],
  },
  tagProperties: ['tags'],
  // Named differently from type to type. Absent means public for the types that have it; rows say which those are.
  anyType: {
    publicSwitches: ['public_network_access_enabled'],
    tlsVersions: ['min_tls_version', 'minimum_tls_version', 'minimal_tls_version'],
    httpsSwitches: ['https_traffic_only_enabled', 'https_only', 'https_only_enabled'],
  },
  federation: { kind: 'one-audience', audience: entraAudience },
  domains: ['azure.com', 'azure.net', 'azurecr.io', 'microsoft.com', 'microsoftonline.com', 'windows.net'],
};
