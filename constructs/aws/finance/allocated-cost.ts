import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { timeouts } from '../../timeouts.js';
import type { EncryptionKey } from '../encryption/encryption-key.js';
import { bundledFunction } from '../functions/bundled-function.js';
import { NoticeTopic } from '../notices/notice-topic.js';

export interface AllocatedCostProps {
  /** Directory of the bundled handler. */
  readonly handlerDirectory: string;
  /** Encrypts logs, notices and the schedule, and what the bucket holds. */
  readonly key: EncryptionKey;
  /** Bills that are delivered, and what the job keeps. */
  readonly bucket: IBucket;
  /** What the schedule sends, beside the bucket and its account: runtime/allocated-cost/job.ts. */
  readonly job: { readonly namespace: string; readonly rules: { readonly topology: string } };
  /** Arns of the log groups that it asks. */
  readonly logGroups: readonly string[];
  /** US dollars of a month, by workload. */
  readonly budgets: Readonly<Record<string, number>>;
  /** E-mail addresses of the people who are told. */
  readonly notify: readonly string[];
}

const twice = { evaluationPeriods: 2, datapointsToAlarm: 2 };

/** Says twice a day what each workload causes, tells people at its budget, and keeps a statement of each month for each cost centre. */
export class AllocatedCost extends Construct {
  constructor(scope: Construct, id: string, props: AllocatedCostProps) {
    super(scope, id);
    const topic = new NoticeTopic(this, 'Topic', { key: props.key, notify: props.notify });
    const handler = this.handler(props);
    this.schedule(props, handler, topic);
    this.alarms(props, handler, new SnsAction(topic));
  }

  private handler({ handlerDirectory, key, bucket, logGroups }: AllocatedCostProps): IFunction {
    return bundledFunction(this, {
      description: 'Says what each workload causes, and keeps statements of costs',
      handlerDirectory,
      key,
      logs: 'Logs',
      timeout: Duration.seconds(timeouts.costs),
      memorySize: 1_024,
      statements: [
        new PolicyStatement({ sid: 'List', actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
        new PolicyStatement({ sid: 'Read', actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')] }),
        new PolicyStatement({ sid: 'Keep', actions: ['s3:PutObject'], resources: ['usage/*', 'statements/*'].map((keys) => bucket.arnForObjects(keys)) }),
        new PolicyStatement({ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }),
        new PolicyStatement({ sid: 'ReadBill', actions: ['ce:GetCostAndUsage'], resources: ['*'] }),
        ...(logGroups.length === 0
          ? []
          : [
              new PolicyStatement({ sid: 'AskSpendLines', actions: ['logs:StartQuery'], resources: logGroups.flatMap((arn) => [arn, `${arn}:*`]) }),
              new PolicyStatement({ sid: 'ReadAnswers', actions: ['logs:GetQueryResults'], resources: ['*'] }),
            ]),
      ],
    }).handler;
  }

  private schedule({ job, bucket, key }: AllocatedCostProps, handler: IFunction, topic: NoticeTopic): void {
    const { account } = Stack.of(this);
    const role = new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': account } } }),
    });
    const policy = new ManagedPolicy(this, 'SchedulePolicy', {
      roles: [role],
      statements: [
        new PolicyStatement({ sid: 'Run', actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] }),
        new PolicyStatement({ sid: 'KeepUndelivered', actions: ['sqs:SendMessage'], resources: [topic.deadLetters.queueArn] }),
        new PolicyStatement({ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }),
      ],
    });
    const schedule = new CfnSchedule(this, 'Schedule', {
      description: 'What each workload causes',
      // More often than the alarms' day, so that one failure raises nothing.
      scheduleExpression: 'rate(12 hours)',
      flexibleTimeWindow: { mode: 'OFF' },
      kmsKeyArn: key.keyArn,
      target: {
        arn: handler.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: topic.deadLetters.queueArn },
        input: Stack.of(this).toJsonString({ ...job, store: { bucket: bucket.bucketName, account } }),
      },
    });
    schedule.node.addDependency(policy);
  }

  private alarms({ job, budgets }: AllocatedCostProps, handler: IFunction, action: SnsAction): void {
    const { namespace, rules } = job;
    const metric = (metricName: string, statistic: string, dimensions: Readonly<Record<string, string>> = {}) =>
      new Metric({ namespace, metricName, statistic, period: Duration.days(1), dimensionsMap: { Topology: rules.topology, ...dimensions } });
    const reached = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD;
    const over = new Construct(this, 'Budgets');
    for (const [workload, usd] of Object.entries(budgets)) {
      new Alarm(over, workload, {
        alarmDescription: `${workload} has caused ${usd} USD in this month, its budget: own resources and its share of shared hosts. Runbook: docs/finance.md`,
        metric: metric('MonthToDate', 'Maximum', { Workload: workload }),
        threshold: usd,
        evaluationPeriods: 1,
        comparisonOperator: reached,
        treatMissingData: TreatMissingData.IGNORE,
      }).addAlarmAction(action);
    }
    new Alarm(this, 'Faulty', {
      alarmDescription: 'A month does not add up to its invoice, or rows of a bill cannot be charged: see Why in the log of the job. Runbook: docs/finance.md',
      metric: metric('Faults', 'Maximum'),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: reached,
      treatMissingData: TreatMissingData.IGNORE,
    }).addAlarmAction(action);
    new Alarm(this, 'Failed', {
      alarmDescription: 'The job that says what workloads cause has failed. Runbook: docs/finance.md',
      metric: handler.metricErrors({ period: Duration.days(1), statistic: 'Sum' }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: reached,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(action);
    new Alarm(this, 'Silent', {
      alarmDescription: 'Nobody has said for two days what workloads cause. Runbook: docs/finance.md',
      metric: metric('Faults', 'SampleCount'),
      threshold: 1,
      ...twice,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    }).addAlarmAction(action);
  }
}
