import { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';

export interface OciProviderProps {
  /** Provider version, required exactly. */
  readonly version: string;
  /** Home region of the tenancy, where policies are made. */
  readonly region: string;
}

/** Oracle Cloud Infrastructure. It signs in with what the pipeline has in its environment, such as a session token: nothing of that is in a module or its state. */
export class OciProvider extends TerraformProvider {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: OciProviderProps,
  ) {
    super(scope, id, {
      terraformResourceType: 'oci',
      terraformProviderSource: 'oracle/oci',
      terraformGeneratorMetadata: { providerName: 'oci', providerVersion: props.version, providerVersionConstraint: props.version },
    });
  }

  protected override synthesizeAttributes(): Readonly<Record<string, unknown>> {
    return { region: this.props.region };
  }
}
