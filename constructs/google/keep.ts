import type { TerraformResource } from 'cdktf';

/**
 * Makes the provider refuse to delete a resource even when its block is gone. `prevent_destroy` goes with the block; this
 * lies in the state. From provider 7.32, in no binding. To delete on purpose, apply `DELETE` first.
 */
export function keep(resource: TerraformResource): void {
  resource.addOverride('deletion_policy', 'PREVENT');
}
