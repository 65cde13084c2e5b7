import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const identity = written('prod-aws-identity');

describe('the role of a gateway', () => {
  it('is taken by ECS tasks of its own account', () => {
    expect(propertiesOf(identity, 'groundedRole')).toMatchObject({ RoleName: 'llama-platform-acme-grounded' });
    expect(propertiesOf(identity, 'groundedRole').AssumeRolePolicyDocument.Statement).toEqual([
      {
        Action: 'sts:AssumeRole',
        Effect: 'Allow',
        Principal: { Service: 'ecs-tasks.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' }, ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:*:111122223333:*' } },
      },
    ]);
  });

  it('mints tokens for the clouds of its hosts only, for 15 minutes, never without an audience', () => {
    expect(propertiesOf(identity, 'groundedWebIdentity').PolicyDocument.Statement).toMatchObject([
      {
        Action: 'sts:GetWebIdentityToken',
        Condition: {
          'ForAllValues:StringEquals': {
            'sts:IdentityTokenAudience': [
              'https://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-gateway/providers/aws-prod',
            ],
          },
          Null: { 'sts:IdentityTokenAudience': 'false' },
          NumericLessThanEquals: { 'sts:DurationSeconds': '900' },
        },
      },
    ]);
    expect(Object.keys(identity.Resources).some((id) => id.startsWith('euproductionWebIdentity'))).toBe(false);
  });
});
