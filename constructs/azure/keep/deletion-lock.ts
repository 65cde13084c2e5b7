import { ManagementLock } from '@cdktf/provider-azurerm/lib/management-lock/index.js';
import { Construct } from 'constructs';

export interface DeletionLockProps {
  /** Resource id of what is locked, with everything under it. */
  readonly resourceId: string;
  /** What is lost with it, for the person whose deletion Azure refuses. */
  readonly notes: string;
}

/**
 * Azure refuses to delete the resource, whoever asks, until the lock is gone: `prevent_destroy` stops Terraform alone. What is under the
 * resource is locked too, such as its diagnostic settings and role assignments, so not for what ordinary changes replace parts of.
 */
export class DeletionLock extends Construct {
  constructor(scope: Construct, id: string, props: DeletionLockProps) {
    super(scope, id);
    new ManagementLock(this, 'Lock', { name: 'keep', lockLevel: 'CanNotDelete', scope: props.resourceId, notes: props.notes });
  }
}
