import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import type { LentKey } from '../encryption/lent-key.js';
import { NoticeTopic } from '../notices/notice-topic.js';

/** Fires when the metric reaches the threshold in every one of `periods` periods. */
export interface FleetAlarm {
  /** What is watched. */
  readonly metric: IMetric;
  /** Value at which it fires, in the unit of the metric. */
  readonly threshold: number;
  /** What is wrong, and the runbook that says what to do. */
  readonly description: string;
  /**
   * Periods of the metric in a row that decide.
   * @default 5
   */
  readonly periods?: number;
  /**
   * Fires when the metric stays below the threshold instead, and when it is not reported at all: what is counted is gone.
   * @default false
   */
  readonly below?: boolean;
}

export interface FleetAlarmsProps {
  /** By name: the name is part of the alarm's identity. */
  readonly alarms: Readonly<Record<string, FleetAlarm>>;
  /** Key of the topic and of what it keeps. */
  readonly key: LentKey;
  /** E-mail addresses of the people who are told. */
  readonly notify: readonly string[];
}

/** First signs that a fleet does not serve, and the topic that tells people. */
export class FleetAlarms extends Construct {
  readonly topic: NoticeTopic;

  constructor(scope: Construct, id: string, props: FleetAlarmsProps) {
    super(scope, id);
    this.topic = new NoticeTopic(this, 'Topic', props);
    for (const [name, { metric, threshold, description, periods = 5, below = false }] of Object.entries(props.alarms)) {
      new Alarm(this, name, {
        alarmDescription: description,
        metric,
        threshold,
        evaluationPeriods: periods,
        datapointsToAlarm: periods,
        comparisonOperator: below ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: below ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      }).addAlarmAction(new SnsAction(this.topic));
    }
  }
}
