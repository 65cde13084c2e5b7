import { describe, expect, it } from 'vitest';
import type { Json } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('aws-fleet-eu-fleet');

describe('the fleet stack on AWS', () => {
  it('has its parts once: balancer, nodes, service, exporter, scaling, alarms', () => {
    const count = (type: string) => Object.values(fleet.Resources).filter(({ Type }) => Type === type).length;
    expect({
      balancers: count('AWS::ElasticLoadBalancingV2::LoadBalancer'),
      groups: count('AWS::AutoScaling::AutoScalingGroup'),
      clusters: count('AWS::ECS::Cluster'),
      services: count('AWS::ECS::Service'),
      targets: count('AWS::ApplicationAutoScaling::ScalableTarget'),
      topics: count('AWS::SNS::Topic'),
    }).toEqual({ balancers: 1, groups: 1, clusters: 1, services: 2, targets: 1, topics: 1 });
  });

  it('lets only the balancer reach the servers, and only callers of the topology reach the balancer', () => {
    const rules = Object.values(fleet.Resources).filter(({ Type }) => Type === 'AWS::EC2::SecurityGroupIngress' || Type === 'AWS::EC2::SecurityGroup');
    const open = rules.flatMap(({ Properties }) => [Properties, ...(Properties.SecurityGroupIngress ?? [])]).map(({ CidrIp }) => CidrIp);
    expect(open.filter((range) => range !== undefined && range !== '10.40.0.0/16')).toEqual([]);
  });

  it('serves two models beside each other during a transition, each behind its own targets', () => {
    const both = written('aws-fleet-desk-fleet', 'examples/transition.yaml');
    const commands = Object.values(both.Resources)
      .filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition')
      .flatMap(({ Properties }) => Properties.ContainerDefinitions)
      .filter(({ Name }: Json) => Name === 'vllm')
      .map(({ Command }: Json) => Command.find((argument: string) => argument.startsWith('--served-model-name')));
    expect(commands.sort()).toEqual(['--served-model-name=llama3', '--served-model-name=llama31']);
    expect(Object.values(both.Resources).filter(({ Type }) => Type === 'AWS::ElasticLoadBalancingV2::TargetGroup')).toHaveLength(2);
  });
});
