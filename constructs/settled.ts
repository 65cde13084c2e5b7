import { DataResource, type TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * Waits, once, after some resources are made, for those that need them to be known everywhere (seconds: facts/waits.yaml). A resource that is replaced is waited for again.
 *
 * Built into Terraform: no provider more (docs/adr/0061-first-applies-wait.md). The machine that applies must have `sleep`.
 */
export class Settled extends DataResource {
  constructor(scope: Construct, id: string, resources: readonly TerraformResource[], seconds: number) {
    super(scope, id, {
      triggersReplace: resources.map((resource) => resource.getStringAttribute('id')),
      provisioners: [{ type: 'local-exec', command: `sleep ${seconds}` }],
    });
  }
}
