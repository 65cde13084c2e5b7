import { describe, expect, it } from 'vitest';
import { deliveriesOf } from '../../../evidence/delivery/deliveries.js';
import { rule } from '../../../policy/delivery/admitted.js';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { findingsWithSiem } from '../../support/siem.js';
import { evidenceOf } from '../../support/synthesized.js';
import { topologies, topologyWith } from '../../support/topologies.js';
import { by, drop, keyStatements, messages, roleStatements, statements, storage, takeKeyFrom, takeRoleFrom } from './edits.js';

const fleet = 'aws-fleet-eu-fleet';
const lifecycle = 'aws-lifecycle-us-east-2';
const ingest = 'aws-weights-ingest-eu-north-1';
const weights = 'aws-weights-eu-north-1';
const network = 'aws-network-eu';

describe('delivery/admitted', () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it.each([
    ['the archive of its region', 'arn:aws:s3:::aws-controltower-logs-444455556666-us-east-2', 0],
    ['the archive of another region', 'arn:aws:s3:::aws-controltower-logs-444455556666-eu-north-1', 1],
    ['a bucket that nobody declares', 'arn:aws:s3:::logs-of-somebody', 1],
  ])('judges flow logs to %s (%s): %d findings', (_, bucket, count) => {
    const change = (document: Written) => void (resourceOf(document, 'AWS::EC2::FlowLog').LogDestination = bucket);
    expect(findingsAfter(rule, 'aws-network-us', change, {}, 'examples/landing-zone.yaml')).toHaveLength(count);
  });

  it('accepts a log of a bucket that goes where an extension says, in the stack that it names', () => {
    const logged = { Type: 'AWS::S3::Bucket', Properties: { LoggingConfiguration: { DestinationBucketName: 'nordic-siem-eu-north-1' } } };
    const change = (document: Written) => void (document.Resources['Logged'] = logged);
    const found = (stack: string) => findingsWithSiem(rule, stack, change);
    expect(found('aws-fleet-fleet')).toEqual([]);
    expect(found('aws-weights-eu-north-1')).toMatchObject([{ resource: 'Logged' }]);
  });

  it('looks at every kind of delivery that is emitted', () => {
    const seen = topologies.flatMap(([, file]) =>
      (evidenceOf(topologyWith([], file)).aws ?? []).flatMap(({ resources, account = '', region = '' }) =>
        resources.flatMap((resource) =>
          deliveriesOf(resource, { partition: 'aws', region, account }).map(
            ({ service, what, role }) => `${resource.type}: ${what.replace(/ \w+$/, ' …')} by ${service}${role === undefined ? '' : ' as a role'}`,
          ),
        ),
      ),
    );
    expect([...new Set(seen)].sort()).toEqual([
      'AWS::CloudWatch::Alarm: its … by cloudwatch.amazonaws.com',
      'AWS::EC2::FlowLog: its … by delivery.logs.amazonaws.com',
      'AWS::EC2::FlowLog: its … by vpc-flow-logs.amazonaws.com as a role',
      'AWS::ElasticLoadBalancingV2::LoadBalancer: its access … by logdelivery.elasticloadbalancing.amazonaws.com',
      'AWS::Events::Rule: an event for target … by events.amazonaws.com as a role',
      'AWS::Events::Rule: an event that was not … by events.amazonaws.com',
      'AWS::S3::Bucket: its access … by logging.s3.amazonaws.com',
      'AWS::SNS::Subscription: a message that was not … by sns.amazonaws.com',
      'AWS::Scheduler::Schedule: a call that was not … by scheduler.amazonaws.com as a role',
      'AWS::Scheduler::Schedule: its … by scheduler.amazonaws.com as a role',
      'Custom::BedrockAccountSettings: the log of … by bedrock.amazonaws.com',
    ]);
  });

  it.each([
    [fleet, 'AlarmsReplicasUnhealthy'],
    [lifecycle, 'Leaving'],
    [ingest, 'NoticesTopicUndelivered'],
  ])('refuses the topic of %s with a denial alone, as CDK’s enforceSSL leaves it', (stack, alarm) => {
    const found = messages(stack, (document) => drop(statements(document, 'AWS::SNS::TopicPolicy'), by('cloudwatch.amazonaws.com')));
    expect(found.join('\n')).toMatch(new RegExp(`${alarm}\\w*: its notification is refused: cloudwatch.amazonaws.com may not sns:Publish on \\w*Topic`));
  });

  it('accepts a topic without any policy: SNS’s own admits what acts for the account', () => {
    const removed = (document: Written) => {
      for (const [id, { Type }] of Object.entries<Json>(document.Resources)) if (Type === 'AWS::SNS::TopicPolicy') delete document.Resources[id];
    };
    expect(messages(fleet, removed)).toEqual([]);
  });

  it.each<[string, string, (document: Written) => void, string]>([
    [
      'alarms of another account',
      fleet,
      (d) => (statements(d, 'AWS::SNS::TopicPolicy')[1].Condition.StringEquals['aws:SourceAccount'] = '999900001111'),
      'may not sns:Publish',
    ],
    [
      'alarms of another region',
      fleet,
      (d) => (statements(d, 'AWS::SNS::TopicPolicy')[1].Condition.ArnLike['aws:SourceArn'] = 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:*'),
      'may not sns:Publish',
    ],
    ['another topic', fleet, (d) => (statements(d, 'AWS::SNS::TopicPolicy')[1].Resource = 'arn:aws:sns:eu-north-1:111122223333:other'), 'may not sns:Publish'],
    [
      'a condition on what CloudWatch is not known to send',
      fleet,
      (d) => (statements(d, 'AWS::SNS::TopicPolicy')[1].Condition.StringEquals['aws:PrincipalOrgID'] = 'o-1'),
      'may not sns:Publish',
    ],
    [
      'a denial that nobody can judge',
      fleet,
      (d) =>
        statements(d, 'AWS::SNS::TopicPolicy').push({
          Effect: 'Deny',
          Principal: '*',
          Action: 'sns:*',
          Resource: '*',
          Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
        }),
      'may not sns:Publish',
    ],
    [
      'a key not lent to CloudWatch',
      fleet,
      (d) => takeKeyFrom(d, 'cloudwatch.amazonaws.com'),
      'cloudwatch.amazonaws.com may not kms:Decrypt, kms:GenerateDataKey on key',
    ],
    [
      'a key lent to decrypt only',
      lifecycle,
      (d) => (keyStatements(d).find(by('cloudwatch.amazonaws.com')).Action = 'kms:Decrypt'),
      'may not kms:GenerateDataKey on key',
    ],
    [
      'an alarm that goes to a topic of no stack',
      fleet,
      (d) => (resourceOf(d, 'AWS::CloudWatch::Alarm').AlarmActions = ['arn:aws:sns:eu-north-1:111122223333:other']),
      'which no stack here makes',
    ],
    ['a role that may not publish', ingest, (d) => (roleStatements(d, 'Notify').Action = 'sns:Subscribe'), 'events.amazonaws.com as NoticesRole'],
    [
      'a role that may not use the key',
      ingest,
      (d) => (roleStatements(d, 'UseTopicKey').Resource = 'arn:aws:kms:eu-north-1:444455556666:key/other'),
      'may not kms:Decrypt, kms:GenerateDataKey on key',
    ],
    [
      'a role that EventBridge may not take',
      ingest,
      (d) => takeRoleFrom(d, 'events.amazonaws.com'),
      'events.amazonaws.com may not sts:AssumeRole on role NoticesRole',
    ],
    [
      'a role from elsewhere',
      ingest,
      (d) => (resourceOf(d, 'AWS::Events::Rule').Targets[0].RoleArn = 'arn:aws:iam::444455556666:role/other'),
      'a role that no stack here makes',
    ],
    [
      'a queue that refuses events',
      ingest,
      (d) => drop(statements(d, 'AWS::SQS::QueuePolicy'), by('events.amazonaws.com')),
      'events.amazonaws.com may not sqs:SendMessage',
    ],
    [
      'a queue that refuses messages',
      ingest,
      (d) => drop(statements(d, 'AWS::SQS::QueuePolicy'), by('sns.amazonaws.com')),
      'sns.amazonaws.com may not sqs:SendMessage',
    ],
    ['a key not lent to SNS', ingest, (d) => drop(keyStatements(d), by('sns.amazonaws.com')), 'sns.amazonaws.com may not kms:Decrypt, kms:GenerateDataKey'],
    [
      'a key lent to SNS by a key that it is not known to send',
      ingest,
      (d) => (keyStatements(d).find(by('sns.amazonaws.com')).Condition = { StringEquals: { 'aws:SourceAccount': '444455556666' } }),
      'sns.amazonaws.com may not kms:',
    ],
    [
      'a schedule that may not call',
      lifecycle,
      (d) => (roleStatements(d, 'Check').Resource = 'arn:aws:lambda:us-east-2:111122223333:function:other'),
      'may not lambda:InvokeFunction',
    ],
    ['a schedule that may not keep', lifecycle, (d) => (roleStatements(d, 'KeepUndelivered').Action = 'sqs:ReceiveMessage'), 'may not sqs:SendMessage'],
    [
      'access logs that may not be written',
      weights,
      (d) => drop(statements(d, 'AWS::S3::BucketPolicy'), by('logging.s3.amazonaws.com')),
      'logging.s3.amazonaws.com may not s3:PutObject',
    ],
    [
      'access logs under another prefix',
      weights,
      (d) => (storage(d).LoggingConfiguration.LogFilePrefix = 'other/'),
      'logging.s3.amazonaws.com may not s3:PutObject',
    ],
    [
      'a balancer’s log under a condition that is not known to be met',
      fleet,
      (d) =>
        (statements(d, 'AWS::S3::BucketPolicy').find(by('logdelivery.elasticloadbalancing.amazonaws.com')).Condition = {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
        }),
      'logdelivery.elasticloadbalancing.amazonaws.com may not s3:PutObject',
    ],
    [
      'flow logs that may not be written',
      network,
      (d) => (resourceOf(d, 'AWS::IAM::Policy').PolicyDocument.Statement[0].Action = 'logs:CreateLogStream'),
      'may not logs:PutLogEvents',
    ],
    [
      'a log group whose key is lent to another region',
      network,
      (d) => (keyStatements(d)[1].Principal.Service = 'logs.us-east-1.amazonaws.com'),
      'logs.eu-north-1.amazonaws.com may not kms:Encrypt',
    ],
    [
      'a log group whose key is lent for another account',
      network,
      (d) => (keyStatements(d)[1].Condition.ArnLike['kms:EncryptionContext:aws:logs:arn'] = 'arn:aws:logs:eu-north-1:1:*'),
      'may not kms:Encrypt',
    ],
    [
      'a budget that tells a topic of no stack',
      'aws-finance',
      (d) =>
        (resourceOf(d, 'AWS::Budgets::Budget').NotificationsWithSubscribers[0].Subscribers = [
          { SubscriptionType: 'SNS', Address: 'arn:aws:sns:us-east-1:111122223333:other' },
        ]),
      'which no stack here makes',
    ],
  ])('refuses %s', (_, stack, change, message) => {
    // In the finance stack of the reference topology's AWS account only: Azure's has the same ending.
    const name = stack === 'aws-finance' ? 'prod-aws-finance' : stack;
    expect(messages(name, change).join('\n')).toContain(message);
  });
});
