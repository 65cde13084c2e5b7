import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/network/endpoint-policy.js';
import type { Json, Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

const network = 'aws-network-us';
function endpoint(document: Written, service: string): Json {
  const found = Object.values<Json>(document.Resources).filter(
    ({ Type, Properties }) => Type === 'AWS::EC2::VPCEndpoint' && JSON.stringify(Properties.ServiceName).includes(`${service}"`),
  );
  expect(found).toHaveLength(1);
  return found[0].Properties;
}
const after = (service: string, change: (properties: Json) => void) =>
  findingsAfter(rule, network, (document) => change(endpoint(document, service))).map(({ message }) => message);
const statements = (properties: Json): Json[] => properties.PolicyDocument.Statement;
const bedrock = (change: (all: Json[]) => void) => after('bedrock-runtime', (properties) => change(statements(properties)));
const withModels = (all: Json[]) => all.find(({ Condition }) => Condition.ArnLike !== undefined);

describe('network/endpoint-policy', () => {
  it('accepts the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('follows the hosts of a network over every destination of a profile', () => {
    const edits: Edit[] = [['profile: in-region', 'profile: us']];
    expect(findings(rule, edits)).toEqual([]);
  });

  it.each<[string, () => string[], string]>([
    ['no policy', () => after('kms', (properties) => delete properties.PolicyDocument), 'has no policy'],
    ['every action', () => after('kms', (properties) => (statements(properties)[0].Action = '*')), 'allows *; name the actions'],
    ['an action too many', () => after('kms', (properties) => statements(properties)[0].Action.push('kms:ReEncryptTo')), 'kms:ReEncryptTo'],
    [
      'callers of another account',
      () => after('kms', (properties) => (statements(properties)[0].Condition.StringEquals['aws:PrincipalAccount'] = ['111122223333', '999988887777'])),
      'callers of any account',
    ],
    ['an upload', () => after('.s3', (properties) => statements(properties)[0].Action.push('s3:PutObject')), 's3:PutObject'],
    [
      'buckets of others',
      () => after('.s3', (properties) => delete statements(properties)[0].Condition.StringEquals['s3:ResourceAccount']),
      'buckets of other accounts',
    ],
    ['callers of any account', () => after('kms', (properties) => delete statements(properties)[0].Condition), 'callers of any account'],
    [
      'a condition that binds nobody',
      () => after('kms', (properties) => (statements(properties)[0].Condition = { StringNotEquals: { 'aws:PrincipalAccount': 'x' } })),
      'callers of any account',
    ],
    [
      'another bucket without identity',
      () => after('.s3', (properties) => (statements(properties).at(-1).Resource = 'arn:aws:s3:::anything/*')),
      'callers of any account',
    ],
    [
      'a model of no host',
      () => bedrock((all) => (withModels(all).Resource = [withModels(all).Resource, 'arn:aws:bedrock:us-east-2::foundation-model/x'])),
      'foundation-model/x, which no host',
    ],
    [
      'a model in another region',
      () => bedrock((all) => (withModels(all).Resource = withModels(all).Resource.replace('us-east-2', 'us-west-2'))),
      'leaves out',
    ],
    ['models without a profile', () => bedrock((all) => delete withModels(all).Condition.ArnLike), 'models without a profile'],
    ['a role of no workload', () => bedrock((all) => (all[0].Condition.ArnEquals['aws:PrincipalArn'] = 'arn:aws:iam::111122223333:role/admin')), 'role/admin'],
    ['every role of the account', () => bedrock((all) => (all[0].Condition = { StringEquals: { 'aws:PrincipalAccount': '111122223333' } })), 'every role'],
  ])('refuses %s', (_, found, message) => {
    expect(found().join('\n')).toContain(message);
  });
});
