import { describe, expect, it } from 'vitest';
import { definition, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const identity = written('prod-aws-identity');

describe('the role of a gateway', () => {
  it.each([
    ['grounded', 'eu'],
    ['variable', 'us'],
    ['global-assist', 'any'],
  ])('of %s is taken by the tasks of zone %s and by nobody else, once their role is there', (workload, zone) => {
    const id = `${workload.replace('-', '')}Role`;
    expect(propertiesOf(identity, id)).toMatchObject({ RoleName: `llama-platform-acme-${workload}` });
    expect(propertiesOf(identity, id).AssumeRolePolicyDocument.Statement).toEqual([
      { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::111122223333:role/llama-gateway-acme-${zone}` } },
    ]);
    expect(definition(identity, id).DependsOn).toContainEqual(expect.stringMatching(new RegExp(`^Zones${zone}Role`)));
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
