import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider/index.js';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';

export interface AzureProviderProps {
  /** Provider version, required exactly: a range would let two applies of one commit differ. */
  readonly version: string;
  /** Id (GUID) of the subscription. */
  readonly subscriptionId: string;
  /** Id (GUID) of the Entra tenant. */
  readonly tenantId: string;
  /**
   * Resource providers besides those that every module registers.
   * @default - none
   */
  readonly registers?: readonly string[];
}

/** Resource providers that all Azure stacks together use; azurerm's own default registers dozens more. */
const resourceProviders = [
  'Microsoft.CognitiveServices',
  'Microsoft.Compute',
  'Microsoft.Insights',
  'Microsoft.KeyVault',
  'Microsoft.ManagedIdentity',
  'Microsoft.Network',
  'Microsoft.OperationalInsights',
  'Microsoft.Storage',
];

/** azurerm for one subscription. Credentials come from the pipeline (OIDC or CLI), never from here. */
export class AzureProvider extends Construct {
  constructor(scope: Construct, id: string, props: AzureProviderProps) {
    super(scope, id);
    new AzurermProvider(this, 'Azurerm', {
      subscriptionId: props.subscriptionId,
      tenantId: props.tenantId,
      resourceProviderRegistrations: 'none',
      resourceProvidersToRegister: [...resourceProviders, ...(props.registers ?? [])].sort(),
      storageUseAzuread: true,
      features: [
        {
          // A purge cannot be undone. What is deleted by mistake stays restorable; its name stays taken as long.
          cognitiveAccount: [{ purgeSoftDeleteOnDestroy: false }],
          keyVault: [
            { purgeSoftDeleteOnDestroy: false, purgeSoftDeletedKeysOnDestroy: false, recoverSoftDeletedKeyVaults: true, recoverSoftDeletedKeys: true },
          ],
          // Queues and static sites, which nothing here has, are asked over addresses that no pipeline reaches.
          storage: [{ dataPlaneAvailable: false }],
          // A change of the model is rolled by hand (docs/adr/0140): the provider's own rolling waits for nothing.
          virtualMachineScaleSet: [{ rollInstancesWhenRequired: false, reimageOnManualUpgrade: false, scaleToZeroBeforeDeletion: false, forceDelete: false }],
        },
      ],
    });
    TerraformStack.of(this).addOverride('terraform.required_providers.azurerm.version', props.version);
  }
}
