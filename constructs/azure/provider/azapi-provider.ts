import { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';

export interface AzapiProviderProps {
  /** Provider version, required exactly. */
  readonly version: string;
  /** Id (GUID) of the subscription. */
  readonly subscriptionId: string;
  /** Id (GUID) of the Entra tenant. */
  readonly tenantId: string;
}

/** azapi for one subscription, for what azurerm has no resource for. It signs in as azurerm does, with what the pipeline has (OIDC or CLI). */
export class AzapiProvider extends TerraformProvider {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: AzapiProviderProps,
  ) {
    super(scope, id, {
      terraformResourceType: 'azapi',
      terraformProviderSource: 'Azure/azapi',
      terraformGeneratorMetadata: { providerName: 'azapi', providerVersion: props.version, providerVersionConstraint: props.version },
    });
  }

  protected override synthesizeAttributes(): Readonly<Record<string, unknown>> {
    // azurerm registers what a module uses, by name; azapi would register whatever a call asks for.
    return { subscription_id: this.props.subscriptionId, tenant_id: this.props.tenantId, skip_provider_registration: true };
  }
}
