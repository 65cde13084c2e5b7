import type { KeyVault } from '@cdktf/provider-azurerm/lib/key-vault/index.js';
import { KeyVaultKey } from '@cdktf/provider-azurerm/lib/key-vault-key/index.js';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Settled } from '../../settled.js';
import { DeletionLock } from '../keep/deletion-lock.js';
import { ServiceEndpoint, type ServiceEndpointProps } from '../network/service-endpoint.js';
import { privateVault } from './private-vault.js';

export interface CustomerManagedKeyProps {
  /** Name of the vault: at most 24 characters, unique in all of Azure. */
  readonly vaultName: string;
  /** Name of the key, after what it encrypts: vaults hold one each. */
  readonly keyName: string;
  /** Resource group that it is made in. */
  readonly resourceGroupName: string;
  /** Region of the service that uses the key: Foundry and disks accept no other. */
  readonly location: string;
  /** Id (GUID) of the Entra tenant whose identities the vault knows. */
  readonly tenantId: string;
  /** Object id of the identity that wraps and unwraps with the key. */
  readonly userPrincipalId: string;
  /** Where the vault's private endpoint is, and the DNS zones that take its name. */
  readonly endpoint: Pick<ServiceEndpointProps, 'place' | 'dnsZoneIds'>;
  /** Until a role is known everywhere. */
  readonly settleSeconds: number;
}

/**
 * A key in its own private vault, rotated every ten months and valid for twelve. The key is made over the vault's data
 * plane: whoever deploys needs Key Vault Crypto Officer on the resource group and a path to the private endpoint.
 */
export class CustomerManagedKey extends Construct {
  readonly vault: KeyVault;
  /** Without version, so that the service follows each rotation by itself. */
  readonly keyId: string;
  /** What to depend on before the key is used: a service that cannot unwrap yet fails to create. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: CustomerManagedKeyProps) {
    super(scope, id);
    this.vault = privateVault(this, { ...props, name: props.vaultName });
    new DeletionLock(this, 'Keep', { resourceId: this.vault.id, notes: 'Holds the key to what it encrypts, which nobody reads without it.' });
    const endpoint = new ServiceEndpoint(this, 'Endpoint', {
      name: `${props.vaultName}-vault`,
      targetId: this.vault.id,
      subresource: 'vault',
      ...props.endpoint,
    });
    const key = new KeyVaultKey(this, 'Key', {
      name: props.keyName,
      keyVaultId: this.vault.id,
      // Protected by software, against CKV_AZURE_112: another type replaces the key, and with it what keeps an account readable.
      // A key in an HSM is brought along in existing.keys.
      keyType: 'RSA',
      keySize: 2048,
      keyOpts: ['unwrapKey', 'wrapKey'],
      rotationPolicy: { expireAfter: 'P365D', notifyBeforeExpiry: 'P30D', automatic: { timeBeforeExpiry: 'P60D' } },
      dependsOn: [endpoint.ready],
      lifecycle: { preventDestroy: true },
    });
    this.keyId = key.versionlessId;
    const use = new RoleAssignment(this, 'UseOfKey', {
      scope: key.resourceVersionlessId,
      roleDefinitionName: 'Key Vault Crypto Service Encryption User',
      principalId: props.userPrincipalId,
      principalType: 'ServicePrincipal',
    });
    this.ready = new Settled(this, 'UseSettled', [use], props.settleSeconds);
  }
}
