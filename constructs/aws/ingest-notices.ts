import { CfnRule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface IngestNoticesProps {
  /** Names of the CodeBuild projects. */
  readonly projects: readonly string[];
  readonly stateMachineArn: string;
  readonly key: IKey;
  /** E-mail addresses. */
  readonly notify: readonly string[];
}

/** Tells people that weights did not come in, or that somebody stopped it. */
export class IngestNotices extends Construct {
  constructor(scope: Construct, id: string, props: IngestNoticesProps) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { masterKey: props.key, enforceSSL: true });
    for (const [index, endpoint] of props.notify.entries()) {
      new Subscription(this, `Subscription${index}`, { topic, endpoint, protocol: SubscriptionProtocol.EMAIL });
    }
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('events.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } } }),
    });
    new ManagedPolicy(this, 'Policy', {
      roles: [role],
      statements: [
        new PolicyStatement({ sid: 'Notify', actions: ['sns:Publish'], resources: [topic.topicArn] }),
        new PolicyStatement({ sid: 'UseTopicKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [props.key.keyArn] }),
      ],
    });
    const targets = [{ id: 'people', arn: topic.topicArn, roleArn: role.roleArn }];
    new CfnRule(this, 'Job', {
      description: 'Weights did not come in. Runbook: docs/runbooks/weights.md',
      eventPattern: {
        source: ['aws.codebuild'],
        'detail-type': ['CodeBuild Build State Change'],
        detail: { 'project-name': [...props.projects], 'build-status': ['FAILED', 'FAULT', 'STOPPED', 'TIMED_OUT'] },
      },
      targets,
    });
    new CfnRule(this, 'Start', {
      description: 'A job that brings weights in was not started. Runbook: docs/runbooks/weights.md',
      eventPattern: {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: [props.stateMachineArn], status: ['ABORTED', 'FAILED', 'TIMED_OUT'] },
      },
      targets,
    });
  }
}
