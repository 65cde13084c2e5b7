import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/network/ingest-egress.js';
import { rule as noEgress } from '../../../policy/network/no-egress.js';
import { rule as privateOnly } from '../../../policy/network/private-only.js';
import { rule as noSecrets } from '../../../policy/state/no-secrets.js';
import { rule as imageDigest } from '../../../policy/supply-chain/image-digest.js';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';

const job = 'aws-weights-ingest-eu-north-1';
const fleet = 'aws-fleet-eu-fleet';
const add = (Type: string, Properties: object) => (document: Written) => (document.Resources.Extra = { Type, Properties });
const group = (change: (properties: Json) => void) => (document: Written) => {
  const open = Object.values<Json>(document.Resources).find(
    ({ Type, Properties }) => Type === 'AWS::EC2::SecurityGroup' && Properties.SecurityGroupEgress[0].ToPort === 443,
  );
  change(open.Properties);
};
const subnetOf = (document: Written, name: string) => {
  const [id] =
    Object.entries<Json>(document.Resources).find(
      ([, { Type, Properties }]) => Type === 'AWS::EC2::Subnet' && JSON.stringify(Properties.Tags).includes(name),
    ) ?? [];
  return { Ref: id };
};
const allowed = (document: Written) => resourceOf(document, 'AWS::Route53Resolver::FirewallDomainList').Domains;

describe(rule.id, () => {
  it('accepts the network of the job as it is emitted', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each<[string, (document: Written) => void, string]>([
    ['every port', group((g) => (g.SecurityGroupEgress = [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }])), 'every protocol'],
    ['a range of ports', group((g) => (g.SecurityGroupEgress[0].FromPort = 0)), 'tcp 0 to 443'],
    ['groups without destinations', group((g) => delete g.SecurityGroupEgress), 'every port of every address'],
    ['a rule of its own', add('AWS::EC2::SecurityGroupEgress', { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0' }), 'tcp 22 to 22'],
    ['a way out for IPv6', add('AWS::EC2::Route', { DestinationIpv6CidrBlock: '::/0' }), '::/0'],
    ['a bucket of somebody in the region', (d) => allowed(d).push('somebody.s3.eu-north-1.amazonaws.com'), 'somebody.s3'],
    ['an endpoint of another region', (d) => allowed(d).push('kms.us-east-1.amazonaws.com'), 'kms.us-east-1'],
    ['a server beside the job', add('AWS::EC2::Instance', {}), 'AWS::EC2::Instance'],
    ['nodes beside the job', add('AWS::EC2::LaunchTemplate', {}), 'AWS::EC2::LaunchTemplate'],
    ['a function beside the job', add('AWS::Lambda::Function', {}), 'AWS::Lambda::Function'],
    ['a load balancer', add('AWS::ElasticLoadBalancingV2::LoadBalancer', {}), 'LoadBalancer'],
    ['a peering', add('AWS::EC2::VPCPeeringConnection', {}), 'ties the network'],
    ['a transit gateway', add('AWS::EC2::TransitGatewayAttachment', {}), 'ties the network'],
    ['a job in no subnet', (d) => delete resourceOf(d, 'AWS::CodeBuild::Project').VpcConfig, 'whole internet'],
    ['a job in the public subnet', (d) => (resourceOf(d, 'AWS::CodeBuild::Project').VpcConfig.Subnets = [subnetOf(d, 'natSubnet')]), 'not a NAT gateway'],
    ['a privileged job', (d) => (resourceOf(d, 'AWS::CodeBuild::Project').Environment.PrivilegedMode = true), 'privileged'],
    ['no list of names', (d) => delete d.Resources[Object.keys(d.Resources).find((id) => /NamesAssociation/.test(id)) ?? ''], 'resolves every name'],
    ['every name', (d) => allowed(d).push('*'), 'lets * through'],
    ['a name more', (d) => allowed(d).push('paste.example.org'), 'paste.example.org'],
    ['every bucket', (d) => allowed(d).push('*.s3.eu-north-1.amazonaws.com'), '*.s3.eu-north-1.amazonaws.com'],
    ['all of a content network', (d) => allowed(d).push('*.cloudfront.net'), '*.cloudfront.net'],
    ['no rule at the end', (d) => resourceOf(d, 'AWS::Route53Resolver::FirewallRuleGroup').FirewallRules.pop(), 'does not block every other name'],
    ['a last rule that only warns', (d) => (resourceOf(d, 'AWS::Route53Resolver::FirewallRuleGroup').FirewallRules[1].Action = 'ALERT'), 'does not block'],
    [
      'a list that stands elsewhere',
      (d) => (resourceOf(d, 'AWS::Route53Resolver::FirewallRuleGroup').FirewallRules[0].FirewallDomainListId = 'rslvr-fdl-1'),
      'not listed in its stack',
    ],
  ])('notices %s', (_, change, message) => {
    const found = findingsAfter(rule, job, change);
    expect(found.map((finding) => finding.message).join('\n')).toContain(message);
    expect(found.every(({ severity, path }) => severity === 'fatal' && path.startsWith('weights.ingest'))).toBe(true);
  });
});

describe('the network of the job that builds images', () => {
  const images = 'examples/us-maverick.yaml';

  it('is accepted as it is emitted', () => {
    expect(findings(rule, [], images)).toEqual([]);
  });

  it.each<[string, (document: Written) => void, string]>([
    ['a name more', (d) => allowed(d).push('paste.example.org'), 'Allowed: the hosts of facts/registries.yaml'],
    ['the source of weights', (d) => allowed(d).push('huggingface.co'), 'huggingface.co'],
    ['every bucket of Google', (d) => allowed(d).push('storage.googleapis.com'), 'storage.googleapis.com'],
    ['the registry of another account', (d) => allowed(d).push('999999999999.dkr.ecr.us-east-2.amazonaws.com'), '999999999999.dkr.ecr'],
    ['every port', group((g) => (g.SecurityGroupEgress = [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }])), 'every protocol'],
    ['a privileged job', (d) => (resourceOf(d, 'AWS::CodeBuild::Project').Environment.PrivilegedMode = true), 'privileged'],
  ])('notices %s', (_, change, message) => {
    const found = findingsAfter(rule, 'aws-images-us-east-2', change, {}, images);
    expect(found.map((finding) => finding.message).join('\n')).toContain(message);
    expect(found.every(({ severity, path }) => severity === 'fatal' && path.startsWith('gateway.images'))).toBe(true);
  });
});

describe('rules that judge every stack judge the job too', () => {
  it.each<[string, typeof rule, string, (document: Written) => void]>([
    ['a way out of a GPU stack', noEgress, fleet, add('AWS::EC2::NatGateway', {})],
    ['a default route of a GPU network', noEgress, 'aws-network-eu', add('AWS::EC2::Route', { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1' })],
    ['a public address of the job', noEgress, job, (d) => (resourceOf(d, 'AWS::EC2::Subnet').MapPublicIpOnLaunch = true)],
    ['an egress-only gateway', noEgress, job, add('AWS::EC2::EgressOnlyInternetGateway', {})],
    ['a job that can be reached', privateOnly, job, (d) => (resourceOf(d, 'AWS::EC2::SecurityGroup').SecurityGroupIngress = [{ CidrIp: '0.0.0.0/0' }])],
    [
      'an image by tag',
      imageDigest,
      job,
      (d) => (resourceOf(d, 'AWS::CodeBuild::Project').Environment.Image = 'aws/codebuild/amazonlinux-x86_64-standard:5.0'),
    ],
    [
      'a token in the template',
      noSecrets,
      job,
      (d) =>
        (resourceOf(d, 'AWS::CodeBuild::Project').Environment.EnvironmentVariables.find(({ Name }: Json) => Name === 'HF_TOKEN').Value =
          `hf_${'a'.repeat(34)}`),
    ],
  ])('notices %s', (_, judge, stack, change) => {
    expect(findingsAfter(judge, stack, change).length).toBeGreaterThan(0);
  });

  it('gives no stack a way out because it says that it brings weights in', () => {
    const found = findings(noEgress, [['    account: supply\n    image', '    account: prod\n    image']]);
    expect(found.map(({ message }) => message).join('\n')).toContain('NAT gateway');
  });

  it('wants the image of the topology by digest', () => {
    expect(findings(imageDigest, [[`weights-ingest:1@sha256:${'0'.repeat(64)}`, 'weights-ingest:1']])).toMatchObject([{ path: 'weights.ingest.image' }]);
  });
});
