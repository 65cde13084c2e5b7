import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const network = written('aws-network-eu');

describe('an isolated network', () => {
  it('has no way out: no gateway to the internet, no address from outside, no route beyond its endpoints', () => {
    const types = Object.values(network.Resources).map(({ Type }) => Type);
    for (const type of ['AWS::EC2::InternetGateway', 'AWS::EC2::NatGateway', 'AWS::EC2::Route', 'AWS::EC2::EIP']) expect(types).not.toContain(type);
    for (const index of [1, 2]) {
      const subnet = Object.entries(network.Resources).find(([id]) => id.startsWith(`NetworkVpcisolatedSubnet${index}Subnet`))?.[1];
      expect(subnet?.Properties).toMatchObject({ MapPublicIpOnLaunch: false, CidrBlock: index === 1 ? '10.40.0.0/20' : '10.40.16.0/20' });
    }
  });

  it('logs every flow', () => {
    expect(propertiesOf(network, 'NetworkVpcFlowLog')).toMatchObject({ TrafficType: 'ALL', LogDestinationType: 'cloud-watch-logs' });
  });

  it('reads buckets of its own account, layers of images and packages of the node image, and writes none', () => {
    const statements: Json[] = propertiesOf(network, 'NetworkS3').PolicyDocument.Statement;
    expect(statements.map(({ Sid }) => Sid)).toEqual(['OwnBuckets', 'ImageLayers', 'NodePackages']);
    expect(statements.flatMap(({ Action }) => Action).filter((action) => !/^s3:(Get|List)/.test(action))).toEqual([]);
    expect(statements[0].Condition).toEqual({ StringEquals: { 'aws:PrincipalAccount': '111122223333', 's3:ResourceAccount': '111122223333' } });
    expect(statements[1].Resource).toBe('arn:aws:s3:::prod-eu-north-1-starport-layer-bucket/*');
    expect(statements[2].Resource).toBe('arn:aws:s3:::al2023-repos-eu-north-1-de612dc2/*');
  });

  it('lets linked networks reach Bedrock and no other endpoint', () => {
    const us = written('aws-network-us');
    const linked = Object.entries(us.Resources)
      .filter(([id]) => id.startsWith('NetworkLinkedCallers'))
      .map(([id]) => id);
    expect(propertiesOf(us, linked[0] ?? '').SecurityGroupIngress).toMatchObject([{ CidrIp: '10.40.0.0/16', FromPort: 443, ToPort: 443 }]);
    const endpoints = Object.values(us.Resources).filter(
      ({ Type, Properties }) => Type === 'AWS::EC2::VPCEndpoint' && JSON.stringify(Properties).includes(linked[0] ?? '?'),
    );
    expect(endpoints.map(({ Properties }) => Properties.ServiceName)).toEqual(['com.amazonaws.us-east-2.bedrock-runtime']);
  });
});
