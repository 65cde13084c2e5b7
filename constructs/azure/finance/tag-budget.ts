import { ConsumptionBudgetSubscription } from '@cdktf/provider-azurerm/lib/consumption-budget-subscription/index.js';
import { Construct } from 'constructs';

export interface TagBudgetProps {
  /** Name, unique in the subscription. */
  readonly name: string;
  /** `/subscriptions/<id>`. */
  readonly subscriptionId: string;
  /** Value of the tag `workload` whose cost is watched. */
  readonly workload: string;
  /** Per month, in the billing currency of the subscription: Azure takes no currency. */
  readonly amount: number;
  /** First of a month, RFC 3339. */
  readonly startDate: string;
  /** E-mail addresses. */
  readonly notify: readonly string[];
}

/** Percent of the month's budget at which `notify` hears of it; the last one looks ahead. */
const thresholds = [
  { threshold: 50, thresholdType: 'Actual' },
  { threshold: 80, thresholdType: 'Actual' },
  { threshold: 100, thresholdType: 'Actual' },
  { threshold: 100, thresholdType: 'Forecasted' },
];

/** Monthly budget over everything in a subscription that one value of the tag `workload` marks. It warns; it stops nothing. */
export class TagBudget extends Construct {
  constructor(scope: Construct, id: string, props: TagBudgetProps) {
    super(scope, id);
    new ConsumptionBudgetSubscription(this, 'Budget', {
      name: props.name,
      subscriptionId: props.subscriptionId,
      amount: props.amount,
      timeGrain: 'Monthly',
      timePeriod: { startDate: props.startDate },
      filter: { tag: [{ name: 'workload', values: [props.workload] }] },
      notification: thresholds.map((threshold) => ({ ...threshold, operator: 'GreaterThanOrEqualTo', contactEmails: [...props.notify] })),
      // A budget's start cannot be changed, and the provider would replace the budget to try.
      lifecycle: { ignoreChanges: ['time_period'] },
    });
  }
}
