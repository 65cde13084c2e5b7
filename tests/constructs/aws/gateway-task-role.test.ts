import { expect, it } from 'vitest';
import { propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const identity = written('prod-aws-identity');

it('the role of a zone’s tasks is taken by ECS tasks of its own account, and has no rights but those that other roles give it', () => {
  expect(propertiesOf(identity, 'ZoneseuRole')).toMatchObject({ RoleName: 'llama-gateway-acme-eu' });
  expect(propertiesOf(identity, 'ZoneseuRole').AssumeRolePolicyDocument.Statement).toEqual([
    {
      Action: 'sts:AssumeRole',
      Effect: 'Allow',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' }, ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:*:111122223333:*' } },
    },
  ]);
  expect(JSON.stringify(Object.values(identity.Resources).filter(({ Type }) => Type === 'AWS::IAM::Policy'))).not.toContain('Zoneseu');
});
