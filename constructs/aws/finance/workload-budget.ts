import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';

export interface WorkloadBudgetProps {
  /** Name, unique in the account. */
  readonly name: string;
  /** Value of the tag `workload` whose cost is watched: a workload, or `shared`. */
  readonly workload: string;
  /** US dollars per calendar month. */
  readonly usdPerMonth: number;
  /** E-mail addresses of the people who are told. */
  readonly notify: readonly string[];
}

/** Percent of the month's budget at which owners hear of it; the last one looks ahead. */
const thresholds = [
  { percent: 50, type: 'ACTUAL' },
  { percent: 80, type: 'ACTUAL' },
  { percent: 100, type: 'ACTUAL' },
  { percent: 100, type: 'FORECASTED' },
];

/** Monthly budget over everything in an account that one value of the tag `workload` marks. */
export class WorkloadBudget extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadBudgetProps) {
    super(scope, id);
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: props.name,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: props.usdPerMonth, unit: 'USD' },
        filterExpression: { tags: { key: 'workload', values: [props.workload] } },
        metrics: ['UnblendedCost'],
      },
      notificationsWithSubscribers: thresholds.map(({ percent, type }) => ({
        notification: { notificationType: type, comparisonOperator: 'GREATER_THAN', threshold: percent, thresholdType: 'PERCENTAGE' },
        subscribers: props.notify.map((address) => ({ subscriptionType: 'EMAIL', address })),
      })),
    });
  }
}
