import { BudgetPolicy } from '@cdktf/provider-databricks/lib/budget-policy/index.js';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

export interface SpendPolicyProps {
  /** The account-level provider. */
  readonly account: TerraformProvider;
  /** Unique in the account. */
  readonly name: string;
  /** Number of the one workspace that may use it. */
  readonly workspaceId: number;
  /** At most 20: they go into the records of billing. */
  readonly tags: Readonly<Record<string, string>>;
}

/** What the usage of a serverless resource is billed under. */
export class SpendPolicy extends Construct {
  readonly policyId: string;

  constructor(scope: Construct, id: string, props: SpendPolicyProps) {
    super(scope, id);
    const policy = new BudgetPolicy(this, 'Policy', {
      provider: props.account,
      policyName: props.name,
      bindingWorkspaceIds: [props.workspaceId],
      customTags: Object.entries(props.tags).map(([key, value]) => ({ key, value })),
    });
    this.policyId = policy.policyId;
  }
}
