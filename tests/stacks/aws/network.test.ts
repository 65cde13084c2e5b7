import { describe, expect, it } from 'vitest';
import { evidenceOf, written } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

const services = (stack: string) =>
  Object.values(written(stack).Resources)
    .filter(({ Type, Properties }) => Type === 'AWS::EC2::VPCEndpoint' && Properties.VpcEndpointType === 'Interface')
    .map(({ Properties }) => Properties.ServiceName.split('.').slice(3).join('.'))
    .sort();

describe('the network stack', () => {
  it('is one for each network on AWS, in its region', () => {
    const stacks = (evidenceOf(topologyWith()).aws ?? []).filter(({ name }) => name.includes('-aws-network-'));
    expect(stacks.map(({ name, region }) => [name, region])).toEqual([
      ['acme-prod-aws-network-eu', 'eu-north-1'],
      ['acme-prod-aws-network-us', 'us-east-2'],
    ]);
  });

  it('opens what its tenants need: nodes and gateways in one, Bedrock and gateways in the other', () => {
    expect(services('aws-network-eu')).toEqual(
      'autoscaling ecr.api ecr.dkr ecs ecs-agent ecs-telemetry kms lambda logs monitoring secretsmanager ssm ssmmessages sts'.split(' '),
    );
    expect(services('aws-network-us')).toEqual('bedrock-runtime ecr.api ecr.dkr kms logs monitoring secretsmanager sts'.split(' '));
  });

  it('tells others its ids by parameter, which outlives no stack that reads it', () => {
    const parameters = Object.values(written('aws-network-eu').Resources).filter(({ Type }) => Type === 'AWS::SSM::Parameter');
    expect(parameters.map(({ Properties }) => Properties.Name)).toEqual(
      expect.arrayContaining(['/llama/acme/network/eu/vpc-id', '/llama/acme/network/eu/subnets']),
    );
    expect(written('aws-network-eu').Outputs ?? {}).toEqual({});
  });
});
