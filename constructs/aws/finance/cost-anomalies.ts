import { CfnAnomalyMonitor, CfnAnomalySubscription, type CfnCostCategory } from 'aws-cdk-lib/aws-ce';
import { Construct } from 'constructs';

export interface CostAnomaliesProps {
  /** Beginning of names, unique in the organisation. */
  readonly name: string;
  /** Groups the bill by cost centre. */
  readonly costCentres: CfnCostCategory;
  /** US dollars from which on an anomaly is told. */
  readonly usd: number;
  /** E-mail addresses of the people who are told, once a day. */
  readonly notify: readonly string[];
}

/**
 * Watches each workload and each cost centre by itself for cost that leaves its usual course. AWS follows every value of the tag and of the category, so a
 * workload that is added is watched from its first day.
 */
export class CostAnomalies extends Construct {
  constructor(scope: Construct, id: string, { name, costCentres, usd, notify }: CostAnomaliesProps) {
    super(scope, id);
    const monitor = (part: string, monitorDimension: string, by: Readonly<Record<string, unknown>>) =>
      new CfnAnomalyMonitor(this, part, {
        monitorName: `${name}-${part.toLowerCase()}`,
        monitorType: 'DIMENSIONAL',
        monitorDimension,
        monitorSpecification: JSON.stringify(by),
      });
    const workloads = monitor('Workloads', 'TAG', { Tags: { Key: 'workload' } });
    const centres = monitor('CostCentres', 'COST_CATEGORY', { CostCategories: { Key: costCentres.name } });
    centres.addResourceDependency(costCentres);
    new CfnAnomalySubscription(this, 'Subscription', {
      subscriptionName: `${name}-anomalies`,
      // Mail goes out once a day or once a week.
      frequency: 'DAILY',
      monitorArnList: [workloads.ref, centres.ref],
      subscribers: notify.map((address) => ({ type: 'EMAIL', address })),
      thresholdExpression: JSON.stringify({
        Dimensions: { Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE', MatchOptions: ['GREATER_THAN_OR_EQUAL'], Values: [String(usd)] },
      }),
    });
  }
}
