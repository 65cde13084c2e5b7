import { PolicyDefinition } from '@cdktf/provider-azurerm/lib/policy-definition/index.js';
import { SubscriptionPolicyAssignment } from '@cdktf/provider-azurerm/lib/subscription-policy-assignment/index.js';
import { Construct } from 'constructs';

export interface SubscriptionBoundaryProps {
  /** Prefix of the names of definition and assignments. */
  readonly name: string;
  /** `/subscriptions/<id>`. */
  readonly subscriptionId: string;
  /** Regions that resources and their groups may be in. They do not bound where a Global sku processes: `skus` does. */
  readonly locations: readonly string[];
  /** Skus that models may be deployed with; they decide where prompts are processed. */
  readonly skus: readonly string[];
  /** Parts of registry asset ids, such as `/models/Llama-3.3-70B-Instruct/versions/9`. */
  readonly models: readonly string[];
  /**
   * Ids (GUID) of the built-in definitions.
   * @default - an assignment without one is left out
   */
  readonly builtIn: Readonly<Record<'allowedLocations' | 'allowedGroupLocations' | 'approvedModels' | 'noLocalAuth', string | undefined>>;
}

const accounts = 'Microsoft.CognitiveServices/accounts';

/** What may be deployed in a subscription: regions, models and processing skus, everything else denied; accounts that answer the internet, or keys, too. */
export class SubscriptionBoundary extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SubscriptionBoundaryProps,
  ) {
    super(scope, id);
    const { locations, builtIn } = props;
    this.denyOtherSkus();
    this.denyPublicAccess();
    this.assignBuiltIn('Locations', 'locations', builtIn.allowedLocations, { listOfAllowedLocations: locations });
    // The one above leaves resource groups out.
    this.assignBuiltIn('GroupLocations', 'group-locations', builtIn.allowedGroupLocations, { listOfAllowedLocations: locations });
    // Evaluated by the Foundry service itself; a deployment written straight to ARM is reported to pass it by.
    this.assignBuiltIn('Models', 'models', builtIn.approvedModels, { effect: 'Deny', allowedPublishers: [], allowedAssetIds: props.models });
    this.assignBuiltIn('LocalAuth', 'local-auth', builtIn.noLocalAuth, { effect: 'Deny' });
  }

  private denyOtherSkus(): void {
    const { name, skus } = this.props;
    const definition = new PolicyDefinition(this, 'SkuDefinition', {
      name: `${name}-deployment-skus`,
      displayName: `Model deployments of ${name} use only declared skus`,
      description: 'The sku decides where prompts are processed; allowed locations do not bound it.',
      ...custom,
      parameters: JSON.stringify({ allowedSkus: { type: 'Array', metadata: { displayName: 'Allowed skus' } } }),
      policyRule: denial(`${accounts}/deployments`, { field: `${accounts}/deployments/sku.name`, notIn: "[parameters('allowedSkus')]" }),
    });
    this.assign('Skus', 'skus', definition.id, { allowedSkus: skus });
  }

  /** A definition of our own: the built-in one accepts accounts that are open to selected networks. */
  private denyPublicAccess(): void {
    const { name } = this.props;
    const definition = new PolicyDefinition(this, 'PublicAccessDefinition', {
      name: `${name}-public-access`,
      displayName: `Foundry accounts of ${name} are reached through private endpoints alone`,
      description: 'Public network access of an account is disabled from its first write on.',
      ...custom,
      policyRule: denial(accounts, { field: `${accounts}/publicNetworkAccess`, notEquals: 'Disabled' }),
    });
    this.assign('PublicAccess', 'public-access', definition.id, {});
  }

  private assignBuiltIn(id: string, suffix: string, definition: string | undefined, parameters: Readonly<Record<string, unknown>>): void {
    if (definition !== undefined) this.assign(id, suffix, `/providers/Microsoft.Authorization/policyDefinitions/${definition}`, parameters);
  }

  private assign(id: string, suffix: string, policyDefinitionId: string, parameters: Readonly<Record<string, unknown>>): void {
    const given = Object.entries(parameters).map(([key, value]) => [key, { value }]);
    new SubscriptionPolicyAssignment(this, id, {
      name: `${this.props.name}-${suffix}`,
      subscriptionId: this.props.subscriptionId,
      policyDefinitionId,
      ...(given.length > 0 && { parameters: JSON.stringify(Object.fromEntries(given)) }),
    });
  }
}

/** `Indexed` looks only at types with tags and location, and never sees a deployment. */
const custom = { policyType: 'Custom', mode: 'All' } as const;

function denial(type: string, condition: Readonly<Record<string, string>>): string {
  return JSON.stringify({
    if: { allOf: [{ field: 'type', equals: type }, condition] },
    // biome-ignore lint/suspicious/noThenProperty: the policy language calls it so
    then: { effect: 'deny' },
  });
}
