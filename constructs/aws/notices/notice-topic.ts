import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { LentKey } from '../encryption/lent-key.js';

export interface NoticeTopicProps {
  /** Encrypts messages. The publishers below are allowed to use it. */
  readonly key: LentKey;
  /** E-mail addresses. Each must confirm its subscription once. */
  readonly notify: readonly string[];
}

/**
 * Topic that sends e-mail. A topic policy replaces the default one of SNS, which admits services that act for the account, so this one
 * names its publishers; roles of the account need no entry. What cannot be delivered is kept in a queue that has an alarm.
 */
export class NoticeTopic extends Topic {
  /** Messages and events that could not be delivered. */
  readonly deadLetters: Queue;

  private readonly key: LentKey;

  constructor(scope: Construct, id: string, props: NoticeTopicProps) {
    super(scope, id, { masterKey: props.key, enforceSSL: true });
    this.key = props.key;
    const { account, partition, region } = Stack.of(this);
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Alarms',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:${account}:alarm:*` },
        },
      }),
    );
    // CloudWatch publishes here; SNS puts into the queue what it could not deliver.
    props.key.lendTo('cloudwatch.amazonaws.com');
    props.key.lendTo('sns.amazonaws.com', { ArnLike: { 'aws:SourceArn': `arn:${partition}:sns:${region}:${account}:*` } });
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.key,
      enforceSSL: true,
      // The longest that SQS keeps anything.
      retentionPeriod: Duration.days(14),
    });
    for (const [index, endpoint] of props.notify.entries()) {
      // Beside the topic: their ids are older than this class, and a subscription that is replaced must be confirmed again.
      new Subscription(scope, `Subscription${index}`, {
        topic: this,
        endpoint,
        protocol: SubscriptionProtocol.EMAIL,
        deadLetterQueue: this.deadLetters,
      });
    }
    this.watchUndelivered();
  }

  private watchUndelivered(): void {
    new Alarm(this, 'Undelivered', {
      alarmDescription: 'A notice was not delivered and is in the dead-letter queue. Runbook: docs/runbooks/notices.md',
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period: Duration.minutes(5) }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // An idle queue reports nothing.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this));
  }

  /** Lets a rule keep here what it could not deliver. The rule names the queue in `deadLetterConfig`. */
  keepEventsOf(rule: CfnRule): void {
    this.key.lendTo('events.amazonaws.com');
    this.deadLetters.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.deadLetters.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
      }),
    );
  }
}
