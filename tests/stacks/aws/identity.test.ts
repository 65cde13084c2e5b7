import { describe, expect, it } from 'vitest';
import { evidenceOf, written } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

describe('the identity stack', () => {
  it('is where the first gateway on AWS is', () => {
    const [stack] = (evidenceOf(topologyWith()).aws ?? []).filter(({ name }) => name.endsWith('-aws-identity'));
    expect(stack).toMatchObject({ name: 'acme-prod-aws-identity', account: '111122223333', region: 'eu-north-1' });
  });

  it('holds one role for each zone and each workload, and tokens for those whose hosts are in another cloud', () => {
    const resources = Object.values(written('prod-aws-identity').Resources);
    expect(resources.filter(({ Type }) => Type === 'AWS::IAM::Role').map(({ Properties }) => Properties.RoleName)).toEqual([
      'llama-gateway-acme-any',
      'llama-gateway-acme-eu',
      'llama-gateway-acme-us',
      'llama-platform-acme-development',
      'llama-platform-acme-eu-production',
      'llama-platform-acme-global-assist',
      'llama-platform-acme-grounded',
      'llama-platform-acme-variable',
    ]);
    const audiences = resources
      .filter(({ Type }) => Type === 'AWS::IAM::Policy')
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement[0].Condition['ForAllValues:StringEquals']['sts:IdentityTokenAudience']);
    expect(audiences).toEqual([
      'api://AzureADTokenExchange',
      'https://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-gateway/providers/aws-prod',
    ]);
  });

  it('lets a workload read the keys of the providers that it calls, and nothing else', () => {
    const policies = Object.values(written('aws-identity', 'examples/any-zone.yaml').Resources).filter(({ Type }) => Type === 'AWS::IAM::Policy');
    expect(policies.map(({ Properties }) => Properties.PolicyDocument.Statement)).toEqual([
      [
        {
          Action: 'secretsmanager:GetSecretValue',
          Effect: 'Allow',
          Resource: ['chicago', 'edge', 'ibm'].map((host) => `arn:aws:secretsmanager:us-east-2:333344445555:secret:afar/${host}-AbCdEf`),
          Sid: 'ReadKeysOfProviders',
        },
        {
          Action: 'kms:Decrypt',
          Effect: 'Allow',
          Resource: 'arn:aws:kms:us-east-2:333344445555:key/00000000-0000-0000-0000-000000000000',
          Sid: 'DecryptKeysOfProviders',
        },
      ],
    ]);
  });

  it('mints no token for a gateway that signs requests instead', () => {
    const types = Object.values(written('aws-identity', 'examples/us-maas.yaml').Resources).map(({ Type }) => Type);
    expect(types).toContain('AWS::IAM::Role');
    expect(types).not.toContain('AWS::IAM::Policy');
  });
});
