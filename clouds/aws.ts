import type { Described } from './cloud.js';

/** A resource that a function makes by calls of its own. */
export function isCustomResource(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

/** Domain of the service endpoints of a partition. Source: AWS General Reference, service endpoints; AWS European Sovereign Cloud, user guide. */
export function serviceDomain(partition: 'aws' | 'aws-us-gov' | 'aws-eusc'): string {
  return partition === 'aws-eusc' ? 'amazonaws.eu' : 'amazonaws.com';
}

export const aws: Described = {
  kind: 'described',
  contractsWith: 'aws',
  account: { knownBy: ['id'], called: 'AWS account' },
  types: ['AWS::', 'Custom::', 'aws_'],
  providers: ['aws'],
  aliases: [],
  signIn: ['access_key', 'secret_key'],
  regionsAre: 'part-of-texts',
  key: {
    name: /^arn:[a-z-]+:kms:([a-z0-9-]+):\d{12}:(?:key|alias)\//,
    types: ['AWS::KMS::Key', 'AWS::KMS::Alias', 'AWS::KMS::ReplicaKey'],
  },
  tagProperties: ['Tags', 'HostedZoneTags', 'ResourceTags', 'TagSpecifications'],
  anyType: { publicSwitches: [], tlsVersions: [], httpsSwitches: [] },
  federation: { kind: 'own-roles' },
  domains: ['amazonaws.com', 'amazonaws.com.cn', 'amazonaws.eu', 'api.aws', 'aws.dev', 'on.aws'],
};
