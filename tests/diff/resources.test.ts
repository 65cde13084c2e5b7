import { describe, expect, it } from 'vitest';
import { resourceChanges } from '../../diff/resources.js';
import { cloudFormationStack } from '../../evidence/synthesized/stack.js';

const aws = (Resources: Record<string, unknown>, region = 'eu-north-1', name = 'demo') =>
  cloudFormationStack({ name, account: '111122223333', region }, { Resources }, {});
const bucket = (policies = {}) => ({ Type: 'AWS::S3::Bucket', Properties: { BucketName: 'weights' }, ...policies });
describe('CloudFormation', () => {
  it('knows what a property does from the specification: update, replacement, perhaps', () => {
    const before = aws({
      A: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 1 } },
      B: bucket(),
      C: { Type: 'AWS::EC2::Instance', Properties: { InstanceType: 'p5.48xlarge', UserData: 'a' } },
    });
    const after = aws({
      A: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 2 } },
      B: { ...bucket(), Properties: { BucketName: 'other' } },
      C: { Type: 'AWS::EC2::Instance', Properties: { InstanceType: 'p5.48xlarge', UserData: 'b' } },
    });
    expect(
      resourceChanges([before], [after])
        .map(({ id, action }) => [id, action])
        .sort(),
    ).toEqual([
      ['A', 'update'],
      ['B', 'replace'],
      ['C', 'may-replace'],
    ]);
  });

  it('follows a replacement to what refers to it', () => {
    const role = (name: string) => ({ Type: 'AWS::IAM::Role', Properties: { RoleName: name, AssumeRolePolicyDocument: {} } });
    const profile = { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: { 'Fn::GetAtt': ['Q', 'Arn'] }, FunctionName: 'f' } };
    const queue = (name: string) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName: name } });
    const changes = resourceChanges([aws({ R: role('a'), Q: queue('a'), P: profile })], [aws({ R: role('b'), Q: queue('b'), P: profile })]);
    expect(changes.find(({ id }) => id === 'P')).toMatchObject({ action: 'replace', properties: [{ path: 'Properties.EventSourceArn', forces: 'replace' }] });
  });

  it('says what becomes of data: kept by policy, refused by protection, lost', () => {
    const table = (more: object) => ({ Type: 'AWS::DynamoDB::Table', Properties: {}, ...more });
    const before = aws({
      Kept: table({ DeletionPolicy: 'Retain' }),
      Refused: { ...table({}), Properties: { DeletionProtectionEnabled: true } },
      Lost: table({}),
    });
    const fates = resourceChanges([before], [aws({})]).map(({ id, data, risk }) => [id, data?.fate, risk]);
    expect(fates).toEqual([
      ['Lost', 'lost', 'data-loss'],
      ['Kept', 'kept', 'high'],
      ['Refused', 'refused', 'high'],
    ]);
  });

  it('takes the policy of the template before for a deletion, and of the one after for a replacement', () => {
    const named = (name: string, more: object) => ({ Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: name }, ...more });
    const [change] = resourceChanges([aws({ L: named('a', { UpdateReplacePolicy: 'Retain' }) })], [aws({ L: named('b', {}) })]);
    expect(change).toMatchObject({ action: 'replace', data: { fate: 'lost' } });
  });

  it('tells a renamed resource as moved, follows its references, and does not call it safe', () => {
    const policyOf = (id: string) => ({ Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: id } } });
    const changes = resourceChanges(
      [aws({ Old: bucket({ DeletionPolicy: 'Retain' }), P: policyOf('Old') })],
      [aws({ New: bucket({ DeletionPolicy: 'Retain' }), P: policyOf('New') })],
    );
    expect(changes).toMatchObject([{ id: 'New', from: 'Old', action: 'move', why: expect.stringContaining('cdk refactor'), data: { fate: 'kept' } }]);
  });

  it('does not guess which of two equal resources was renamed', () => {
    const changes = resourceChanges([aws({ A: bucket(), B: bucket() })], [aws({ C: bucket(), D: bucket() })]);
    expect(changes.map(({ action }) => action).sort()).toEqual(['create', 'create', 'delete', 'delete']);
  });

  it('tells a stack whose region changes as left behind and made anew', () => {
    const changes = resourceChanges([aws({ B: bucket({ DeletionPolicy: 'Retain' }) })], [aws({ B: bucket({ DeletionPolicy: 'Retain' }) }, 'us-east-1')]);
    expect(changes).toMatchObject([
      { action: 'delete', whole: 'elsewhere', why: expect.stringContaining('111122223333/eu-north-1 → 111122223333/us-east-1'), data: { fate: 'kept' } },
      { action: 'create', whole: 'new' },
    ]);
  });

  it('folds hashes, order and metadata, and drops none', () => {
    const lambda = (hash: string) => ({ Type: 'AWS::Lambda::Function', Properties: { Code: { S3Key: `${hash.repeat(64)}.zip` } } });
    const before = aws({ H: lambda('a'), O: { ...bucket(), DependsOn: ['H', 'M'] }, M: { ...bucket(), Metadata: { a: 1 } } });
    const after = aws({ H: lambda('b'), O: { ...bucket(), DependsOn: ['M', 'H'] }, M: { ...bucket(), Metadata: { a: 2 } } });
    expect(
      resourceChanges([before], [after])
        .map(({ id, noise, risk }) => [id, noise, risk])
        .sort(),
    ).toEqual([
      ['H', 'hash', 'none'],
      ['M', 'metadata', 'none'],
      ['O', 'order', 'none'],
    ]);
  });

  it('calls a new revision of a task definition neither destructive nor risky', () => {
    const task = (cpu: string) => ({ Type: 'AWS::ECS::TaskDefinition', Properties: { Cpu: cpu } });
    expect(resourceChanges([aws({ T: task('1') })], [aws({ T: task('2') })])).toMatchObject([
      { action: 'replace', risk: 'low', why: expect.stringContaining('revised') },
    ]);
  });
});
