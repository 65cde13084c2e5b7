import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface FleetAlarmsProps {
  /** Full names as in CloudWatch dimensions. */
  readonly balancer: string;
  readonly targets: string;
  readonly key: IKey;
  readonly notify: readonly string[];
}

/** First signs that a fleet does not serve: replicas out of service, errors from the model servers. */
export class FleetAlarms extends Construct {
  constructor(scope: Construct, id: string, props: FleetAlarmsProps) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { masterKey: props.key, enforceSSL: true });
    for (const [index, endpoint] of props.notify.entries()) {
      new Subscription(this, `Subscription${index}`, { topic, endpoint, protocol: SubscriptionProtocol.EMAIL });
    }
    const metric = (metricName: string, statistic: string) =>
      new Metric({
        namespace: 'AWS/ApplicationELB',
        metricName,
        statistic,
        period: Duration.minutes(1),
        dimensionsMap: { LoadBalancer: props.balancer, TargetGroup: props.targets },
      });
    const alarms = {
      ReplicasUnhealthy: { metric: metric('UnHealthyHostCount', 'Maximum'), threshold: 1, description: 'A model server fails its health check' },
      // vLLM answers 503 when its queue is full: overflow, not failure. Sustained, it means the fleet is too small.
      ServerErrors: { metric: metric('HTTPCode_Target_5XX_Count', 'Sum'), threshold: 100, description: 'Model servers refuse or fail requests' },
    };
    for (const [name, { metric: source, threshold, description }] of Object.entries(alarms)) {
      new Alarm(this, name, {
        alarmDescription: description,
        metric: source,
        threshold,
        evaluationPeriods: 5,
        datapointsToAlarm: 5,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }).addAlarmAction(new SnsAction(topic));
    }
  }
}
