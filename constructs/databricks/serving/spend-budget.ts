import { Budget } from '@cdktf/provider-databricks/lib/budget/index.js';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

export interface SpendBudgetProps {
  /** The account-level provider. */
  readonly account: TerraformProvider;
  /** Display name. */
  readonly name: string;
  /** Number of the workspace whose usage it counts. */
  readonly workspaceId: number;
  /** Value of the tag `workload` whose usage it counts. */
  readonly workload: string;
  /** US dollars of a calendar month, at list prices: Databricks knows no other measure. */
  readonly usdPerMonth: number;
  /** E-mail addresses. */
  readonly notify: readonly string[];
}

/** Tells finance when what one workload causes in a workspace costs more than it may. It stops nothing. */
export class SpendBudget extends Construct {
  constructor(scope: Construct, id: string, props: SpendBudgetProps) {
    super(scope, id);
    new Budget(this, 'Budget', {
      provider: props.account,
      displayName: props.name,
      filter: {
        workspaceId: { operator: 'IN', values: [props.workspaceId] },
        tags: [{ key: 'workload', value: { operator: 'IN', values: [props.workload] } }],
      },
      // The service takes exactly one.
      alertConfigurations: [
        {
          timePeriod: 'MONTH',
          triggerType: 'CUMULATIVE_SPENDING_EXCEEDED',
          quantityType: 'LIST_PRICE_DOLLARS_USD',
          quantityThreshold: String(props.usdPerMonth),
          actionConfigurations: props.notify.map((target) => ({ actionType: 'EMAIL_NOTIFICATION', target })),
        },
      ],
    });
  }
}
