import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CompositePrincipal, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { LentKey } from '../encryption/lent-key.js';
import type { NoticeTopic } from './notice-topic.js';

export interface NoticeRoleProps {
  /** Topic that people are told through. */
  readonly topic: NoticeTopic;
  /** Key of the topic, of its dead-letter queue and of schedules. */
  readonly key: LentKey;
  /** Services that send through it. */
  readonly services: readonly ('events' | 'scheduler')[];
}

/** A role, and the policy that says what it may do. */
export interface NoticeSender {
  /** EventBridge's, or that of its schedules. */
  readonly role: Role;
  /** Attached to the role; what sends waits for it. */
  readonly rights: ManagedPolicy;
}

/**
 * Role as which EventBridge publishes. To an encrypted topic it may not be the service itself with a source condition: SNS does not
 * pass one on to KMS for events (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html).
 */
export function noticeRole(scope: Construct, { topic, key, services }: NoticeRoleProps): NoticeSender {
  const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } };
  const role = new Role(scope, 'Role', {
    assumedBy: new CompositePrincipal(...services.map((service) => new ServicePrincipal(`${service}.amazonaws.com`, { conditions }))),
  });
  const rights = new ManagedPolicy(scope, 'Policy', {
    roles: [role],
    statements: [
      new PolicyStatement({ sid: 'Notify', actions: ['sns:Publish'], resources: [topic.topicArn] }),
      // A schedule writes its dead letters as its role; a rule does so as the service, which the queue admits.
      ...(services.includes('scheduler')
        ? [new PolicyStatement({ sid: 'KeepUndelivered', actions: ['sqs:SendMessage'], resources: [topic.deadLetters.queueArn] })]
        : []),
      new PolicyStatement({ sid: 'UseTopicKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }),
    ],
  });
  return { role, rights };
}

export interface NoticeRuleProps {
  /** Topic that people are told through. */
  readonly topic: NoticeTopic;
  /** As whom the event is sent. */
  readonly sender: NoticeSender;
  /** What has happened when it matches. */
  readonly description: string;
  /** Events that match, as EventBridge compares them. */
  readonly eventPattern: Readonly<Record<string, unknown>>;
}

/** Tells people of an event of AWS; one that could not be delivered is kept. */
export class NoticeRule extends CfnRule {
  constructor(scope: Construct, id: string, { topic, sender, description, eventPattern }: NoticeRuleProps) {
    super(scope, id, {
      description,
      eventPattern,
      targets: [{ id: 'people', arn: topic.topicArn, roleArn: sender.role.roleArn, deadLetterConfig: { arn: topic.deadLetters.queueArn } }],
    });
    this.node.addDependency(sender.rights);
    topic.keepEventsOf(this);
  }
}
