import { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * Waits, once, after some resources are made, for those that need them to be known everywhere (seconds: facts/waits.yaml). A resource that is replaced is waited for again.
 *
 * Built into Terraform: no provider more (docs/adr/0061-first-applies-wait.md). The machine that applies must have `sleep`.
 * Not cdktf's own `DataResource`: that one starts `terraform version` at every synthesis, which then fails wherever there is no Terraform.
 */
export class Settled extends TerraformResource {
  private readonly triggers: Record<string, string>;

  constructor(scope: Construct, id: string, resources: readonly TerraformResource[], seconds: number) {
    super(scope, id, {
      terraformResourceType: 'terraform_data',
      terraformGeneratorMetadata: { providerName: 'terraform' },
      provisioners: [{ type: 'local-exec', command: `sleep ${seconds}` }],
    });
    this.triggers = Object.fromEntries(resources.map((resource, index) => [index, resource.getStringAttribute('id')]));
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { triggers_replace: this.triggers };
  }
}
