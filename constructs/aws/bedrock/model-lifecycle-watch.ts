import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { timeouts } from '../../timeouts.js';
import { EncryptionKey } from '../encryption/encryption-key.js';
import { bundledFunction } from '../functions/bundled-function.js';
import { NoticeTopic } from '../notices/notice-topic.js';

export interface ModelLifecycleWatchProps {
  /** Directory of the bundled handler. */
  readonly handlerDirectory: string;
  /** Dimension that tells the models of one topology from those of another in the same account. */
  readonly topology: string;
  /** Ids of the foundation models in use in this region. */
  readonly models: readonly string[];
  /** How long before a model turns legacy, or ends, people are told. */
  readonly noticeDays: number;
  /** E-mail addresses of the people who are told. */
  readonly notify: readonly string[];
}

const namespace = 'LlamaModelLifecycle';

/** Tells people before Bedrock retires a model in use, and when nobody could ask for a day. */
export class ModelLifecycleWatch extends Construct {
  constructor(scope: Construct, id: string, props: ModelLifecycleWatchProps) {
    super(scope, id);
    const key = new EncryptionKey(this, 'Key', {
      description: 'Model lifecycle: logs, notices, schedule',
      forLogs: true,
    });
    const topic = new NoticeTopic(this, 'Topic', { key, notify: props.notify });
    this.schedule(props, this.check(props, key), { key, topic });
    const models = new Construct(this, 'Models');
    for (const model of props.models) this.alarms(new Construct(models, model), model, props, new SnsAction(topic));
  }

  private check(props: ModelLifecycleWatchProps, key: EncryptionKey): IFunction {
    const { partition, region } = Stack.of(this);
    return bundledFunction(this, {
      description: 'Asks Bedrock how long the models in use will be there',
      handlerDirectory: props.handlerDirectory,
      key,
      logs: 'Logs',
      timeout: Duration.seconds(timeouts.lifecycle),
      statements: [
        new PolicyStatement({
          sid: 'ReadModelsInUse',
          actions: ['bedrock:GetFoundationModel'],
          resources: props.models.map((model) => `arn:${partition}:bedrock:${region}::foundation-model/${model}`),
        }),
      ],
    }).handler;
  }

  private schedule(
    { models, noticeDays, topology }: ModelLifecycleWatchProps,
    check: IFunction,
    { key, topic }: { readonly key: EncryptionKey; readonly topic: NoticeTopic },
  ): void {
    const role = new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } } }),
    });
    const policy = new ManagedPolicy(this, 'SchedulePolicy', {
      roles: [role],
      statements: [
        new PolicyStatement({ sid: 'Check', actions: ['lambda:InvokeFunction'], resources: [check.functionArn] }),
        new PolicyStatement({ sid: 'KeepUndelivered', actions: ['sqs:SendMessage'], resources: [topic.deadLetters.queueArn] }),
        new PolicyStatement({ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }),
      ],
    });
    const schedule = new CfnSchedule(this, 'Schedule', {
      description: 'Lifecycle of the Bedrock models in use',
      // More often than the alarms' day, so that one failure raises nothing.
      scheduleExpression: 'rate(6 hours)',
      flexibleTimeWindow: { mode: 'OFF' },
      kmsKeyArn: key.keyArn,
      target: {
        arn: check.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: topic.deadLetters.queueArn },
        input: JSON.stringify({ namespace, topology, models, noticeDays }),
      },
    });
    schedule.node.addDependency(policy);
  }

  private alarms(scope: Construct, model: string, { noticeDays, topology }: ModelLifecycleWatchProps, action: SnsAction): void {
    const metric = (statistic: string) =>
      new Metric({ namespace, metricName: 'Leaving', statistic, period: Duration.days(1), dimensionsMap: { Topology: topology, Model: model } });
    new Alarm(scope, 'Leaving', {
      alarmDescription: `${model} is legacy, or turns legacy or ends within ${noticeDays} days. Runbook: docs/runbooks/model-change.md`,
      metric: metric('Maximum'),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // Silence is not the end of a notice; the other alarm speaks of it.
      treatMissingData: TreatMissingData.IGNORE,
    }).addAlarmAction(action);
    new Alarm(scope, 'Unchecked', {
      alarmDescription: `Nobody could read the lifecycle of ${model} for a day: see the logs of the check`,
      metric: metric('SampleCount'),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    }).addAlarmAction(action);
  }
}
