import type { Construct } from 'constructs';
import { UnboundProvider } from '../../unbound/unbound-provider.js';

export interface AzapiProviderProps {
  /** Provider version, required exactly. */
  readonly version: string;
  /** Id (GUID) of the subscription. */
  readonly subscriptionId: string;
  /** Id (GUID) of the Entra tenant. */
  readonly tenantId: string;
}

/** azapi for one subscription, for what azurerm has no resource for. It signs in as azurerm does, with what the pipeline has (OIDC or CLI). */
export class AzapiProvider extends UnboundProvider {
  constructor(scope: Construct, id: string, { version, subscriptionId, tenantId }: AzapiProviderProps) {
    super(scope, id, {
      name: 'azapi',
      source: 'Azure/azapi',
      version,
      // azurerm registers what a module uses, by name; azapi would register whatever a call asks for.
      settings: { subscription_id: subscriptionId, tenant_id: tenantId, skip_provider_registration: true },
    });
  }
}
