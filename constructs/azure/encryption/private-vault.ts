import { KeyVault } from '@cdktf/provider-azurerm/lib/key-vault/index.js';
import type { Construct } from 'constructs';

export interface PrivateVaultProps {
  /** Name of the vault: at most 24 characters, unique in all of Azure. */
  readonly name: string;
  /** Resource group that it is made in. */
  readonly resourceGroupName: string;
  /** Region of the vault. */
  readonly location: string;
  /** Id (GUID) of the Entra tenant whose identities the vault knows. */
  readonly tenantId: string;
}

/** Adds a vault to the scope that answers through private endpoints and to roles alone, and that nobody can purge. */
export function privateVault(scope: Construct, { name, resourceGroupName, location, tenantId }: PrivateVaultProps): KeyVault {
  return new KeyVault(scope, 'Vault', {
    name,
    resourceGroupName,
    location,
    tenantId,
    skuName: 'standard',
    rbacAuthorizationEnabled: true,
    purgeProtectionEnabled: true,
    softDeleteRetentionDays: 90,
    publicNetworkAccessEnabled: false,
    // Services unwrap from Microsoft's network, as trusted services; a private endpoint alone would shut them out.
    networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' },
    lifecycle: { preventDestroy: true },
  });
}
