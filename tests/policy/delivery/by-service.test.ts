import { describe, expect, it } from 'vitest';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { by, drop, keyStatements, messages, statements, statementsWith } from './edits.js';

const fleet = 'aws-fleet-eu-fleet';
const ingest = 'aws-weights-ingest-eu-north-1';

describe('delivery/admitted, service by service', () => {
  it('refuses the log of invocations that Bedrock may not write, or not encrypt', () => {
    const change = (edit: (document: Written) => void) => messages('aws-account-us-east-2', edit, 'examples/hosted-only.yaml').join('\n');
    expect(change((d) => drop(statementsWith(d, 'InvocationLog'), by('bedrock.amazonaws.com')))).toContain('bedrock.amazonaws.com may not s3:PutObject');
    expect(change((d) => drop(keyStatements(d), by('bedrock.amazonaws.com')))).toContain('bedrock.amazonaws.com may not kms:GenerateDataKey');
  });

  it('refuses a log of invocations whose settings cannot be read', () => {
    const change = (document: Written) => (resourceOf(document, 'Custom::BedrockAccountSettings').Logging = '{');
    expect(messages('aws-account-us-east-2', change, 'examples/hosted-only.yaml').join()).toContain('a bucket that cannot be read from its settings');
  });

  it('refuses a role that its service cannot take: the condition asks for what it does not send', () => {
    const asked = (operator: string) =>
      messages(fleet, (document) => {
        const role = Object.values<Json>(document.Resources).find(({ Properties }) =>
          JSON.stringify(Properties?.AssumeRolePolicyDocument ?? '').includes('ec2.amazonaws'),
        );
        role.Properties.AssumeRolePolicyDocument.Statement[0].Condition = { [operator]: { 'aws:SourceAccount': '111122223333' } };
      });
    expect(asked('StringEquals').join()).toMatch(/lets ec2.amazonaws.com take it under aws:SourceAccount, which ec2.amazonaws.com is not known to send/);
    expect(asked('StringEqualsIfExists')).toEqual([]);
  });

  describe('an event to a function by the service itself', () => {
    const withFunction = (permission: object) => (document: Written) => {
      document.Resources.Handler = { Type: 'AWS::Lambda::Function', Properties: {} };
      document.Resources.Call = { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Id: 'f', Arn: { 'Fn::GetAtt': ['Handler', 'Arn'] } }] } };
      document.Resources.May = {
        Type: 'AWS::Lambda::Permission',
        Properties: { FunctionName: { Ref: 'Handler' }, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', ...permission },
      };
    };

    it.each<[string, object, RegExp | undefined]>([
      ['its own rule', { SourceArn: { 'Fn::GetAtt': ['Call', 'Arn'] } }, undefined],
      ['no rule in particular', {}, undefined],
      ['another rule', { SourceArn: 'arn:aws:events:eu-north-1:444455556666:rule/other' }, /may not lambda:InvokeFunction on Handler/],
      ['another service', { Principal: 's3.amazonaws.com' }, /may not lambda:InvokeFunction on Handler/],
    ])('needs a permission: for %s', (_, permission, message) => {
      const found = messages(ingest, withFunction(permission)).join();
      if (message === undefined) expect(found).toBe('');
      else expect(found).toMatch(message);
    });
  });

  it.each([
    [
      'AWS::Budgets::Budget',
      { NotificationsWithSubscribers: [{ Subscribers: [{ SubscriptionType: 'SNS', Address: { Ref: 'AlarmsTopic3A2DFEBA' } }] }] },
      'budgets.amazonaws.com',
    ],
    ['AWS::CE::AnomalySubscription', { Subscribers: [{ Type: 'SNS', Address: { Ref: 'AlarmsTopic3A2DFEBA' } }] }, 'costalerts.amazonaws.com'],
  ])('refuses a topic made for alarms to %s', (type, properties, service) => {
    const found = messages(fleet, (document) => (document.Resources.Added = { Type: type, Properties: properties }));
    expect(found.join()).toMatch(new RegExp(`${service} may not kms:Decrypt.*${service} may not sns:Publish on AlarmsTopic3A2DFEBA`));
  });

  describe('an event to an encrypted topic by the service itself', () => {
    const direct = (condition: object) => (document: Written) => {
      for (const { Type, Properties } of Object.values<Json>(document.Resources)) if (Type === 'AWS::Events::Rule') delete Properties.Targets[0].RoleArn;
      statements(document, 'AWS::SNS::TopicPolicy').push({
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: '*',
      });
      drop(keyStatements(document), (statement) => by('events.amazonaws.com')(statement));
      for (const service of ['events.amazonaws.com', 'cloudwatch.amazonaws.com'])
        keyStatements(document).push({
          Effect: 'Allow',
          Principal: { Service: service },
          Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          Resource: '*',
          ...(service.startsWith('events') ? condition : {}),
        });
    };

    it('arrives under a key that is lent without a source condition', () => {
      expect(messages(ingest, direct({}))).toEqual([]);
    });

    it('is refused under one: SNS passes no source on to KMS for events', () => {
      const found = messages(ingest, direct({ Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' } } }));
      expect(found.join('\n')).toMatch(
        /an event for target people is refused: events.amazonaws.com may not kms:Decrypt, kms:GenerateDataKey on key \w+ of NoticesTopic/,
      );
    });
  });
});
