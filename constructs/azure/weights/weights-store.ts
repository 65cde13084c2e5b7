import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment/index.js';
import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account/index.js';
import { StorageContainer } from '@cdktf/provider-azurerm/lib/storage-container/index.js';
import { StorageContainerImmutabilityPolicy } from '@cdktf/provider-azurerm/lib/storage-container-immutability-policy/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { DeletionLock } from '../keep/deletion-lock.js';

export interface WeightsStoreProps {
  /** Name of the storage account, unique in all of Azure: at most 24 small letters and digits. */
  readonly name: string;
  /** Name of its one container. */
  readonly container: string;
  /** Resource group that it is made in. */
  readonly resourceGroupName: string;
  /** Region that weights stay in. */
  readonly location: string;
  /** Key in the region, without a version, the identity that unwraps with it, and what that waits for. */
  readonly key: { readonly id: string; readonly identityId: string; readonly ready: readonly ITerraformDependable[] };
  /**
   * The only identity that brings weights in, by its object id, and the role that lets it. It sees what is stored, so that it can go on, and replaces nothing.
   * @default - nobody: no ingest is declared
   */
  readonly writer: { readonly principalId: string; readonly roleId: string } | undefined;
}

/** Days for which nothing that is stored can be replaced or deleted: longer than any model is served. */
const keptDays = 3_650;
/** Days for which what was deleted nevertheless can be brought back. */
const softDeleteDays = 90;

/**
 * Weights: private, versioned, and kept as they were stored by a policy that is not locked, so that owners of the subscription can shorten it and nobody
 * else: the nearest to the governance mode of AWS's Object Lock. Three zones of its region hold it and no other region does. Nobody has a key to it.
 */
export class WeightsStore extends Construct {
  /** Resource id of the storage account. */
  readonly accountId: string;

  constructor(scope: Construct, id: string, props: WeightsStoreProps) {
    super(scope, id);
    const account = this.account(props);
    this.accountId = account.id;
    new DeletionLock(this, 'Keep', { resourceId: account.id, notes: 'Holds the approved weights of every fleet in the region.' });
    const container = new StorageContainer(this, 'Container', {
      name: props.container,
      storageAccountId: account.id,
      containerAccessType: 'private',
      lifecycle: { preventDestroy: true },
    });
    new StorageContainerImmutabilityPolicy(this, 'AsStored', {
      storageContainerResourceManagerId: container.resourceManagerId,
      immutabilityPeriodInDays: keptDays,
      locked: false,
      protectedAppendWritesAllEnabled: false,
      protectedAppendWritesEnabled: false,
    });
    if (props.writer === undefined) return;
    new RoleAssignment(this, 'Writer', {
      scope: container.resourceManagerId,
      roleDefinitionId: props.writer.roleId,
      principalId: props.writer.principalId,
      principalType: 'ServicePrincipal',
    });
  }

  private account({ name, resourceGroupName, location, key }: WeightsStoreProps): StorageAccount {
    return new StorageAccount(this, 'Account', {
      name,
      resourceGroupName,
      location,
      accountKind: 'StorageV2',
      accountTier: 'Standard',
      accountReplicationType: 'ZRS',
      publicNetworkAccessEnabled: false,
      networkRules: { defaultAction: 'Deny', bypass: ['None'] },
      sharedAccessKeyEnabled: false,
      defaultToOauthAuthentication: true,
      localUserEnabled: false,
      allowNestedItemsToBePublic: false,
      crossTenantReplicationEnabled: false,
      httpsTrafficOnlyEnabled: true,
      minTlsVersion: 'TLS1_2',
      blobProperties: {
        versioningEnabled: true,
        deleteRetentionPolicy: { days: softDeleteDays },
        containerDeleteRetentionPolicy: { days: softDeleteDays },
      },
      identity: { type: 'UserAssigned', identityIds: [key.identityId] },
      customerManagedKey: { keyVaultKeyId: key.id, userAssignedIdentityId: key.identityId },
      dependsOn: [...key.ready],
      lifecycle: { preventDestroy: true },
    });
  }
}
