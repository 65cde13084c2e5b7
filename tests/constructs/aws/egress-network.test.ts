import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const ingest = written('aws-weights-ingest-eu-north-1');

describe('a network with a way out', () => {
  it('lets HTTPS out and nothing in', () => {
    expect(propertiesOf(ingest, 'NetworkJobSecurityGroup')).toMatchObject({
      SecurityGroupEgress: [{ CidrIp: '0.0.0.0/0', FromPort: 443, ToPort: 443, IpProtocol: 'tcp' }],
    });
    expect(propertiesOf(ingest, 'NetworkJobSecurityGroup').SecurityGroupIngress).toBeUndefined();
  });

  it('reaches the buckets of weights only, and cannot delete', () => {
    expect(propertiesOf(ingest, 'NetworkS3').PolicyDocument.Statement).toEqual([
      {
        Sid: 'WeightsOnly',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
        Resource: 'arn:aws:s3:::llama-weights-acme-111122223333-eu-north-1/*',
        Condition: { StringEquals: { 'aws:PrincipalAccount': '444455556666' } },
      },
    ]);
  });

  it('gives no public address to the job', () => {
    const subnets = Object.values(ingest.Resources).filter(({ Type }) => Type === 'AWS::EC2::Subnet');
    expect(subnets.map(({ Properties }) => [Properties.CidrBlock, Properties.MapPublicIpOnLaunch])).toEqual([
      ['10.60.0.0/25', false],
      ['10.60.0.128/25', false],
    ]);
  });
});
