import { CognitiveAccountRaiPolicy } from '@cdktf/provider-azurerm/lib/cognitive-account-rai-policy/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface ContentFilterProps {
  /** Name, unique in the account. */
  readonly name: string;
  /** Resource id of the Foundry account. */
  readonly accountId: string;
  /** Filters by their names in Terraform, and the texts that each judges. */
  readonly filters: readonly { readonly name: string; readonly judges: readonly ('Prompt' | 'Completion')[] }[];
  /** The write on the account before this one. */
  readonly after: ITerraformDependable;
}

/** Blocks what the filters find, of medium severity and above where they grade it. */
export class ContentFilter extends Construct {
  readonly policy: CognitiveAccountRaiPolicy;

  constructor(scope: Construct, id: string, props: ContentFilterProps) {
    super(scope, id);
    this.policy = new CognitiveAccountRaiPolicy(this, 'Policy', {
      name: props.name,
      cognitiveAccountId: props.accountId,
      basePolicyName: 'Microsoft.DefaultV2',
      mode: 'Blocking',
      contentFilter: props.filters.flatMap(({ name, judges }) => judges.map((source) => block(name, source))),
      dependsOn: [props.after],
    });
  }
}

function block(name: string, source: string) {
  // azurerm 4.55 requires a threshold even for filters that know none, such as Jailbreak, where it has no effect:
  // https://github.com/hashicorp/terraform-provider-azurerm/issues/28653
  return { name, source, filterEnabled: true, blockEnabled: true, severityThreshold: 'Medium' };
}
