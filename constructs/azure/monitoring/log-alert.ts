import { MonitorScheduledQueryRulesAlertV2 } from '@cdktf/provider-azurerm/lib/monitor-scheduled-query-rules-alert-v2/index.js';
import { Construct } from 'constructs';

/** A value that lines of a workspace give over some minutes, beyond a threshold. */
export interface LogWatch {
  /** Query in KQL whose rows are counted, or one column of which is read. */
  readonly query: string;
  /**
   * Column that is averaged.
   * @default - rows are counted
   */
  readonly column?: string;
  /** On which side of the threshold it fires. */
  readonly operator: 'GreaterThan' | 'LessThan';
  /** Number of rows, or average of the column. */
  readonly threshold: number;
  /** Minutes that are looked at, every five. */
  readonly minutes: 10 | 30;
  /**
   * Column by whose values alerts stay apart.
   * @default - one alert
   */
  readonly apart?: string;
}

export interface LogAlertProps {
  /** Name of the alert. */
  readonly name: string;
  /** Resource group that it is made in. */
  readonly resourceGroupName: string;
  /** Region of the workspace. */
  readonly location: string;
  /** Resource id of the workspace. */
  readonly workspaceId: string;
  /** Which value is beyond which threshold. */
  readonly watch: LogWatch;
  /** 0 critical, 1 error, 2 warning. */
  readonly severity: 0 | 1 | 2;
  /** What is wrong, and what to do. */
  readonly description: string;
  /** Resource id of the action group. */
  readonly actionGroupId: string;
}

/** Fires when lines of a workspace say so. The window is longer than the time between two looks, since lines come late. */
export class LogAlert extends Construct {
  constructor(scope: Construct, id: string, props: LogAlertProps) {
    super(scope, id);
    const { query, column, operator, threshold, minutes, apart } = props.watch;
    new MonitorScheduledQueryRulesAlertV2(this, 'Alert', {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      scopes: [props.workspaceId],
      description: props.description,
      severity: props.severity,
      evaluationFrequency: 'PT5M',
      windowDuration: `PT${minutes}M`,
      autoMitigationEnabled: true,
      // No node has written a line when the first deployment makes it.
      skipQueryValidation: true,
      criteria: [
        {
          query,
          operator,
          threshold,
          ...(column === undefined ? { timeAggregationMethod: 'Count' } : { timeAggregationMethod: 'Average', metricMeasureColumn: column }),
          ...(apart !== undefined && { dimension: [{ name: apart, operator: 'Include', values: ['*'] }] }),
        },
      ],
      action: { actionGroups: [props.actionGroupId] },
    });
  }
}
