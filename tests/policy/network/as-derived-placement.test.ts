import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/network/as-derived.js';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { findingsAfter } from '../../support/findings.js';

const balancer = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const group = 'AWS::AutoScaling::AutoScalingGroup';
const service = (d: Written): Json => resourceOf(d, 'AWS::ECS::Service').NetworkConfiguration.AwsvpcConfiguration;
/** Reads another network's value where the fleet reads its own. */
const readsOther = (d: Written) => {
  for (const parameter of Object.values<Json>(d.Parameters)) parameter.Default = parameter.Default.replace('/network/eu/', '/network/us/');
};

describe(`${rule.id}: placement`, () => {
  it.each<[string, string, string, (d: Written) => void, string]>([
    [
      'endpoints behind a group in another network',
      'topology.yaml',
      'aws-network-eu',
      (d) => (resourceOf(d, 'AWS::EC2::SecurityGroup').VpcId = 'vpc-1'),
      'VpcId is vpc-1',
    ],
    [
      'a group that admits nobody',
      'topology.yaml',
      'aws-network-eu',
      (d) => (resourceOf(d, 'AWS::EC2::SecurityGroup').SecurityGroupIngress = []),
      'admits nobody. Needed by what is behind it: tcp 443',
    ],
    [
      'nodes in a stranger’s subnet',
      'examples/landing-zone.yaml',
      'aws-fleet-fleet',
      (d) => (resourceOf(d, group).VPCZoneIdentifier[0] = 'subnet-1'),
      'is subnet-1',
    ],
    ['nodes in no subnet', 'examples/landing-zone.yaml', 'aws-fleet-fleet', (d) => (resourceOf(d, group).VPCZoneIdentifier = []), 'is absent'],
    ['a load balancer in one more', 'examples/landing-zone.yaml', 'aws-fleet-fleet', (d) => resourceOf(d, balancer).Subnets.push('subnet-1'), 'is subnet-1'],
    ['tasks in another subnet', 'examples/landing-zone.yaml', 'aws-fleet-fleet', (d) => (service(d).Subnets = ['subnet-1']), 'is subnet-1'],
    [
      'a group of another network',
      'examples/landing-zone.yaml',
      'aws-fleet-fleet',
      (d) => (resourceOf(d, 'AWS::EC2::SecurityGroup').VpcId = 'vpc-1'),
      'vpc-0a1b2c3d4e5f60718',
    ],
    [
      'a network by id instead of what its stack shares',
      'topology.yaml',
      'aws-fleet-eu-fleet',
      (d) => (resourceOf(d, balancer).Subnets = ['subnet-1']),
      'is subnet-1',
    ],
    [
      'everything in another network of the topology',
      'topology.yaml',
      'aws-fleet-eu-fleet',
      readsOther,
      'Allowed: ${ssm:/llama/acme/network/eu/vpc-id}, of eu.',
    ],
  ])('finds %s', (_, file, stack, change, message) => {
    const found = findingsAfter(rule, stack, change, {}, file);
    expect(found.map(({ severity }) => severity)).toContain('fatal');
    expect(found.map(({ message: text }) => text).join('\n')).toContain(message);
  });
});
