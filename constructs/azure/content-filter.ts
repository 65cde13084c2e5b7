import { CognitiveAccountRaiPolicy } from '@cdktf/provider-azurerm/lib/cognitive-account-rai-policy/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface ContentFilterProps {
  readonly name: string;
  readonly accountId: string;
  /** The write on the account before this one. */
  readonly after: ITerraformDependable;
}

const harms = ['Hate', 'Selfharm', 'Sexual', 'Violence'];

/** Blocks harmful prompts and completions of medium severity and above, and attempts to jailbreak. */
export class ContentFilter extends Construct {
  readonly policy: CognitiveAccountRaiPolicy;

  constructor(scope: Construct, id: string, props: ContentFilterProps) {
    super(scope, id);
    this.policy = new CognitiveAccountRaiPolicy(this, 'Policy', {
      name: props.name,
      cognitiveAccountId: props.accountId,
      basePolicyName: 'Microsoft.DefaultV2',
      mode: 'Blocking',
      contentFilter: [...['Prompt', 'Completion'].flatMap((source) => harms.map((name) => block(name, source))), block('Jailbreak', 'Prompt')],
      dependsOn: [props.after],
    });
  }
}

function block(name: string, source: string) {
  // azurerm 4.55 requires a threshold even for Jailbreak, where it has no effect:
  // https://github.com/hashicorp/terraform-provider-azurerm/issues/28653
  return { name, source, filterEnabled: true, blockEnabled: true, severityThreshold: 'Medium' };
}
