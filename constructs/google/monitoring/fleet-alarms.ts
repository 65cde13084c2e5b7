import { MonitoringAlertPolicy } from '@cdktf/provider-google/lib/monitoring-alert-policy/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { emailChannels } from '../notices/email-channels.js';

/** Fires when the value is beyond the threshold for as long as `minutes`. */
export interface FleetAlarm {
  /** Monitoring filter of one metric and resource type. */
  readonly filter: string;
  /** On which side of the threshold it fires. */
  readonly comparison: 'COMPARISON_LT' | 'COMPARISON_GT';
  /** Value beyond which it fires, in the unit of the metric. */
  readonly threshold: number;
  /** Minutes for which the value stays beyond it; 0 fires at once. */
  readonly minutes: number;
  /** How values of a minute become one. */
  readonly aligner: 'ALIGN_COUNT' | 'ALIGN_DELTA' | 'ALIGN_MAX' | 'ALIGN_MEAN' | 'ALIGN_RATE' | 'ALIGN_SUM';
  /**
   * How those of several series become one.
   * @default - they are added up
   */
  readonly reducer?: 'REDUCE_COUNT' | 'REDUCE_MEAN' | 'REDUCE_PERCENTILE_95';
  /**
   * Labels by whose values series stay apart, each with an incident of its own.
   * @default - one series
   */
  readonly apart?: readonly string[];
  /** What is wrong, and the runbook that says what to do. */
  readonly description: string;
}

export interface FleetAlarmsProps {
  /** Project of the metrics. */
  readonly project: string;
  /** Before the name of each policy. */
  readonly prefix: string;
  /** By name: the name is part of the alarm's identity. */
  readonly alarms: Readonly<Record<string, FleetAlarm>>;
  /** What the metrics need to be known. */
  readonly after: readonly ITerraformDependable[];
  /** E-mail addresses. */
  readonly notify: readonly string[];
  /** Finance's labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/** First signs that a fleet does not serve, and whom they are told. */
export class FleetAlarms extends Construct {
  constructor(scope: Construct, id: string, props: FleetAlarmsProps) {
    super(scope, id);
    const { project } = props;
    const labels = { ...props.labels };
    const channels = emailChannels(this, { project, addresses: props.notify, labels });
    for (const [name, alarm] of Object.entries(props.alarms)) {
      new MonitoringAlertPolicy(this, name, {
        project,
        displayName: `${props.prefix} ${name}`,
        combiner: 'OR',
        severity: 'CRITICAL',
        conditions: [
          {
            displayName: name,
            conditionThreshold: {
              filter: alarm.filter,
              comparison: alarm.comparison,
              thresholdValue: alarm.threshold,
              duration: `${alarm.minutes * 60}s`,
              // What is no longer counted is missing, not plentiful.
              ...(alarm.comparison === 'COMPARISON_LT' && { evaluationMissingData: 'EVALUATION_MISSING_DATA_ACTIVE' }),
              aggregations: [
                {
                  alignmentPeriod: '60s',
                  perSeriesAligner: alarm.aligner,
                  crossSeriesReducer: alarm.reducer ?? 'REDUCE_SUM',
                  groupByFields: alarm.apart && [...alarm.apart],
                },
              ],
            },
          },
        ],
        documentation: { content: alarm.description, mimeType: 'text/markdown' },
        notificationChannels: channels.map((channel) => channel.name),
        userLabels: labels,
        dependsOn: [...props.after],
      });
    }
  }
}
