import { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';

export interface IbmProviderProps {
  /** Provider version, required exactly. */
  readonly version: string;
  /** Region that its regional services are called in. */
  readonly region: string;
}

/**
 * IBM Cloud. It signs in with what the pipeline has in its environment, `IC_API_KEY` or a trusted profile: nothing of that is in a module or its state. The
 * accounts of a deployment are told apart by that sign-in alone, since the provider takes no account.
 */
export class IbmProvider extends TerraformProvider {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: IbmProviderProps,
  ) {
    super(scope, id, {
      terraformResourceType: 'ibm',
      terraformProviderSource: 'IBM-Cloud/ibm',
      terraformGeneratorMetadata: { providerName: 'ibm', providerVersion: props.version, providerVersionConstraint: props.version },
    });
  }

  protected override synthesizeAttributes(): Readonly<Record<string, unknown>> {
    return { region: this.props.region };
  }
}
