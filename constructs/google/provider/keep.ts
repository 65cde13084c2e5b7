import type { TerraformResource } from 'cdktf';

/**
 * Keeps a resource even when its block is gone: `prevent_destroy` goes with the block, this lies in the state. The provider
 * refuses to delete it, or with `abandon` forgets it and leaves it be. From provider 7.32, in no binding. To delete on
 * purpose, apply `DELETE` first.
 */
export function keep(resource: TerraformResource, how: 'refuse' | 'abandon' = 'refuse'): void {
  resource.addOverride('deletion_policy', how === 'refuse' ? 'PREVENT' : 'ABANDON');
}
