import { MonitorMetricAlert } from '@cdktf/provider-azurerm/lib/monitor-metric-alert/index.js';
import { Construct } from 'constructs';

/** A value over some minutes, beyond a threshold. */
export interface MetricWatch {
  /** Type of the resource, as Azure Monitor names it, such as `Microsoft.CognitiveServices/accounts`. */
  readonly namespace: string;
  /** Name in the REST API. */
  readonly metric: string;
  /** How values of the minutes become one. */
  readonly aggregation: 'Average' | 'Maximum' | 'Total';
  /** On which side of the threshold it fires. */
  readonly operator: 'GreaterThan' | 'GreaterThanOrEqual' | 'LessThan';
  /** In the unit of the metric. */
  readonly threshold: number;
  /** Minutes that are looked at: 5, every minute; or more, every five. */
  readonly minutes: 5 | 15 | 30;
  /** Values of the dimensions that count. */
  readonly of: Readonly<Record<string, string>>;
}

export interface MetricAlertProps {
  /** Name of the alert. */
  readonly name: string;
  /** Resource group that it is made in. */
  readonly resourceGroupName: string;
  /** Resource id of what is watched. */
  readonly targetId: string;
  /** Which value is beyond which threshold. */
  readonly watch: MetricWatch;
  /** 0 critical, 1 error, 2 warning. */
  readonly severity: 0 | 1 | 2;
  /** What is wrong, and what to do. */
  readonly description: string;
  /** Resource id of the action group. */
  readonly actionGroupId: string;
}

/** Fires when a metric of one resource is beyond a threshold. Without a sample it does not fire. */
export class MetricAlert extends Construct {
  constructor(scope: Construct, id: string, props: MetricAlertProps) {
    super(scope, id);
    const { namespace, metric, aggregation, operator, threshold, minutes, of } = props.watch;
    new MonitorMetricAlert(this, 'Alert', {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      scopes: [props.targetId],
      description: props.description,
      severity: props.severity,
      frequency: minutes === 5 ? 'PT1M' : 'PT5M',
      windowSize: `PT${minutes}M`,
      criteria: [
        {
          metricNamespace: namespace,
          metricName: metric,
          aggregation,
          operator,
          threshold,
          dimension: Object.entries(of).map(([name, value]) => ({ name, operator: 'Include', values: [value] })),
        },
      ],
      action: [{ actionGroupId: props.actionGroupId }],
    });
  }
}
