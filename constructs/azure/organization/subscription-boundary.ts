import { PolicyDefinition } from '@cdktf/provider-azurerm/lib/policy-definition/index.js';
import { SubscriptionPolicyAssignment } from '@cdktf/provider-azurerm/lib/subscription-policy-assignment/index.js';
import { Construct } from 'constructs';

export interface SubscriptionBoundaryProps {
  /** Prefix of the names of definition and assignments. */
  readonly name: string;
  /** `/subscriptions/<id>`. */
  readonly subscriptionId: string;
  /** Regions in which resources may lie. They do not bound where a Global sku processes: `skus` does. */
  readonly locations: readonly string[];
  /** Skus that models may be deployed with; they decide where prompts are processed. */
  readonly skus: readonly string[];
  /** Parts of registry asset ids, such as `/models/Llama-3.3-70B-Instruct/versions/9`. */
  readonly models: readonly string[];
  /**
   * Ids (GUID) of the built-in definitions.
   * @default - an assignment without one is left out
   */
  readonly builtIn: { readonly allowedLocations: string | undefined; readonly approvedModels: string | undefined };
}

const deployments = 'Microsoft.CognitiveServices/accounts/deployments';

/** What may be deployed in a subscription: regions, models and processing skus, everything else denied. */
export class SubscriptionBoundary extends Construct {
  constructor(scope: Construct, id: string, props: SubscriptionBoundaryProps) {
    super(scope, id);
    const skus = new PolicyDefinition(this, 'SkuDefinition', {
      name: `${props.name}-deployment-skus`,
      displayName: `Model deployments of ${props.name} use only declared skus`,
      description: 'The sku decides where prompts are processed; allowed locations do not bound it.',
      policyType: 'Custom',
      // `Indexed` looks only at types with tags and location, and never sees a deployment.
      mode: 'All',
      parameters: JSON.stringify({ allowedSkus: { type: 'Array', metadata: { displayName: 'Allowed skus' } } }),
      policyRule: JSON.stringify({
        if: {
          allOf: [
            { field: 'type', equals: deployments },
            { field: `${deployments}/sku.name`, notIn: "[parameters('allowedSkus')]" },
          ],
        },
        // biome-ignore lint/suspicious/noThenProperty: the policy language calls it so
        then: { effect: 'deny' },
      }),
    });
    this.assign('Skus', props, 'skus', skus.id, { allowedSkus: props.skus });
    if (props.builtIn.allowedLocations !== undefined) {
      this.assign('Locations', props, 'locations', builtIn(props.builtIn.allowedLocations), { listOfAllowedLocations: props.locations });
    }
    if (props.builtIn.approvedModels !== undefined) {
      // Evaluated by the Foundry service itself; a deployment written straight to ARM is reported to pass it by.
      this.assign('Models', props, 'models', builtIn(props.builtIn.approvedModels), {
        effect: 'Deny',
        allowedPublishers: [],
        allowedAssetIds: props.models,
      });
    }
  }

  private assign(
    id: string,
    props: SubscriptionBoundaryProps,
    suffix: string,
    policyDefinitionId: string,
    parameters: Readonly<Record<string, unknown>>,
  ): void {
    new SubscriptionPolicyAssignment(this, id, {
      name: `${props.name}-${suffix}`,
      subscriptionId: props.subscriptionId,
      policyDefinitionId,
      parameters: JSON.stringify(Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, { value }]))),
    });
  }
}

function builtIn(id: string): string {
  return `/providers/Microsoft.Authorization/policyDefinitions/${id}`;
}
