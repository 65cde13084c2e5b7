import { CognitiveDeployment } from '@cdktf/provider-azurerm/lib/cognitive-deployment/index.js';
import { Construct } from 'constructs';

export interface ModelDeploymentProps {
  /** What callers pass as the model. */
  readonly name: string;
  /** Resource id of the Foundry account. */
  readonly accountId: string;
  /** The model as Azure's catalogue names it. */
  readonly model: { readonly format: string; readonly name: string; readonly version: string };
  /** Decides where prompts are processed: `Global*` in any region, `DataZone*` in the zone, the rest in the account's region. */
  readonly sku: string;
  /** Thousands of tokens per minute. */
  readonly capacity: number;
  /** Name of the content filter on the same account, as a reference, so that it exists first. */
  readonly contentFilter: string;
}

/** A per-token model at a pinned version. */
export class ModelDeployment extends Construct {
  readonly deployment: CognitiveDeployment;

  constructor(scope: Construct, id: string, props: ModelDeploymentProps) {
    super(scope, id);
    this.deployment = new CognitiveDeployment(this, 'Deployment', {
      name: props.name,
      cognitiveAccountId: props.accountId,
      model: props.model,
      sku: { name: props.sku, capacity: props.capacity },
      raiPolicyName: props.contentFilter,
      // The default moves to each new default version: other weights under the same name.
      versionUpgradeOption: 'NoAutoUpgrade',
    });
  }
}
