import { CognitiveAccountProject } from '@cdktf/provider-azurerm/lib/cognitive-account-project/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface FoundryProjectProps {
  /** Name, unique in the account. */
  readonly name: string;
  /** Resource id of the Foundry account. */
  readonly accountId: string;
  /** Region of the account. */
  readonly location: string;
  /** The write on the account before this one. */
  readonly after: ITerraformDependable;
}

/** The project of a Foundry account: where its deployments show in the portal. It serves nothing by itself. */
export class FoundryProject extends Construct {
  constructor(scope: Construct, id: string, props: FoundryProjectProps) {
    super(scope, id);
    new CognitiveAccountProject(this, 'Project', {
      name: props.name,
      cognitiveAccountId: props.accountId,
      location: props.location,
      identity: { type: 'SystemAssigned' },
      dependsOn: [props.after],
    });
  }
}
