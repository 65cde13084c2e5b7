import { DiskEncryptionSet } from '@cdktf/provider-azurerm/lib/disk-encryption-set/index.js';
import type { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface DiskEncryptionProps {
  /** Name of the set. */
  readonly name: string;
  /** Resource group that it is made in. */
  readonly resourceGroupName: string;
  /** Region of the disks. */
  readonly location: string;
  /** Id of the key, without a version: disks follow each rotation. */
  readonly keyId: string;
  /** What unwraps with the key. */
  readonly identity: UserAssignedIdentity;
  /** Grants that must exist before: without them disks cannot be made. */
  readonly after: readonly ITerraformDependable[];
}

/** Encrypts the disks of a fleet with a key of one's own. */
export class DiskEncryption extends Construct {
  /** Resource id of the set. */
  readonly id: string;

  constructor(scope: Construct, id: string, props: DiskEncryptionProps) {
    super(scope, id);
    const set = new DiskEncryptionSet(this, 'Set', {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      keyVaultKeyId: props.keyId,
      autoKeyRotationEnabled: true,
      encryptionType: 'EncryptionAtRestWithCustomerKey',
      identity: { type: 'UserAssigned', identityIds: [props.identity.id] },
      dependsOn: [...props.after],
      lifecycle: { preventDestroy: true },
    });
    this.id = set.id;
  }
}
