import { CognitiveAccount } from '@cdktf/provider-azurerm/lib/cognitive-account/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface FoundryAccountProps {
  /** Name and subdomain at once: unique in all of Azure. Tokens are accepted only on a custom subdomain. */
  readonly name: string;
  /** Resource group that it is made in. */
  readonly resourceGroupName: string;
  /** Region of the account, where data at rest stays. */
  readonly location: string;
  /** User-assigned identity that reads the key. */
  readonly identity: { readonly id: string; readonly clientId: string };
  /** Key Vault key id without version. */
  readonly keyId: string;
  /** Grants that must exist before the account: without them creation fails, with an error that names another cause. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * A Microsoft Foundry account that answers only to Entra ID tokens, only through private endpoints, and calls out to
 * nothing. Taking the customer-managed key away later replaces the account.
 */
export class FoundryAccount extends Construct {
  readonly account: CognitiveAccount;

  constructor(scope: Construct, id: string, props: FoundryAccountProps) {
    super(scope, id);
    this.account = new CognitiveAccount(this, 'Account', {
      name: props.name,
      customSubdomainName: props.name,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      kind: 'AIServices',
      skuName: 'S0',
      projectManagementEnabled: true,
      localAuthEnabled: false,
      publicNetworkAccessEnabled: false,
      // Restricted and without `fqdns`: the account may fetch from no address at all.
      outboundNetworkAccessRestricted: true,
      networkAcls: { defaultAction: 'Deny', bypass: 'None' },
      identity: { type: 'UserAssigned', identityIds: [props.identity.id] },
      customerManagedKey: { keyVaultKeyId: props.keyId, identityClientId: props.identity.clientId },
      dependsOn: [...props.after],
      lifecycle: { preventDestroy: true },
    });
  }
}
