import { type TerraformMetaArguments, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

/** A resource of a provider without a binding, with the arguments that its documentation names; who makes one types them. */
export class UnboundResource extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    type: string,
    private readonly attributes: object,
    meta: TerraformMetaArguments = {},
  ) {
    super(scope, id, { terraformResourceType: type, terraformGeneratorMetadata: { providerName: type.split('_')[0] ?? type }, ...meta });
  }

  /** An attribute that is known after the apply. */
  attribute(name: string): string {
    return this.getStringAttribute(name);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.attributes };
  }
}
