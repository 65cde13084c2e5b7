import { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';

export interface UnboundProviderProps {
  /** Local name, with which types of its resources begin. */
  readonly name: string;
  /** Its address in the registry. */
  readonly source: string;
  /** Required exactly. */
  readonly version: string;
  /** Its arguments. None signs in: that is in the environment of the pipeline, and in no module or state. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A provider that no binding of CDK for Terraform exists of. */
export class UnboundProvider extends TerraformProvider {
  private readonly settings: UnboundProviderProps['settings'];

  constructor(scope: Construct, id: string, { name, source, version, settings }: UnboundProviderProps) {
    super(scope, id, {
      terraformResourceType: name,
      terraformProviderSource: source,
      terraformGeneratorMetadata: { providerName: name, providerVersion: version, providerVersionConstraint: version },
    });
    this.settings = settings;
  }

  protected override synthesizeAttributes(): Readonly<Record<string, unknown>> {
    return this.settings;
  }
}
