import { createHash } from 'node:crypto';
import { nameLimit } from '../facts/limits.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';
import { physicalName } from './names.js';

/** Names and ids of the weights of one subscription and region. */
export interface AzureWeights {
  readonly resourceGroupName: string;
  /** Storage account, whose names are one namespace for the whole world and have neither capitals nor hyphens. */
  readonly account: string;
  readonly container: string;
  /** Resource id of the container. */
  readonly containerId: string;
  readonly encryptionVault: string;
  readonly signingVault: string;
  readonly signingKey: string;
  /** Resource id of the signing key, whichever version. */
  readonly signingKeyId: string;
}

/** Where weights of a subscription and region are. Fleets build the same ids instead of reading the state of the stack that makes them. */
export function azureWeights(topology: Topology, alias: string, region: string): AzureWeights {
  const { subscription } = entity(topology.accounts.azure, alias);
  const resourceGroupName = physicalName(nameLimit('azureSubdomain'), topology.name, 'weights', region);
  // Shorter than what is taken for a secret and masked where people read it.
  const digest = createHash('sha256').update([subscription, topology.name, region].join(' ')).digest('hex').slice(0, 8);
  const account = `llama${topology.name.replaceAll('-', '').slice(0, 6)}${digest}`;
  const container = 'weights';
  const vault = (use: string) => physicalName(nameLimit('azureVault'), topology.name, use, region, subscription.slice(0, 8).toLowerCase());
  const signingVault = vault('sign');
  const signingKey = `signing-${topology.weights.signingKeyGeneration}`;
  const providers = `/subscriptions/${subscription}/resourceGroups/${resourceGroupName}/providers`;
  return {
    resourceGroupName,
    account,
    container,
    containerId: `${providers}/Microsoft.Storage/storageAccounts/${account}/blobServices/default/containers/${container}`,
    encryptionVault: vault('data'),
    signingVault,
    signingKey,
    signingKeyId: `${providers}/Microsoft.KeyVault/vaults/${signingVault}/keys/${signingKey}`,
  };
}

/** Names and ids of one fleet. */
export interface AzureFleetNames {
  /** Resource group, and the beginning of the names in it; scale sets add the place of their nodes. */
  readonly base: string;
  /** Vault of the key of its disks. */
  readonly diskVault: string;
  /** Vault that holds its API key and nothing else. */
  readonly apiKeyVault: string;
  readonly apiKey: string;
  /** Resource id of the identity of its nodes. */
  readonly nodeIdentity: string;
}

/** The name of a scale set is also how its machines are called, of which 58 characters are left. */
const fleetName = 40;

export function azureFleetNames(topology: Topology, id: string): AzureFleetNames {
  const { subscription } = entity(topology.accounts.azure, entity(topology.hosts, id).account);
  const base = physicalName(fleetName, topology.name, 'fleet', id);
  const vault = (use: string) => physicalName(nameLimit('azureVault'), topology.name, use, id, subscription.slice(0, 8).toLowerCase());
  return {
    base,
    diskVault: vault('disk'),
    apiKeyVault: vault('key'),
    apiKey: 'api-key',
    nodeIdentity: `/subscriptions/${subscription}/resourceGroups/${base}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${base}-nodes`,
  };
}
