import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/data-use/bedrock-retention.js';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const path = 'accounts.aws.prod.bedrock.retention';
const approval = (expires: string): Edit => [
  'approvals:\n',
  `approvals:\n  retention: {kind: bedrock-retention, subject: accounts.aws.prod, reference: T-1, grantedBy: platform, grantedOn: 2026-10-01, expires: ${expires}}\n`,
];
const disowned: Edit = ['    prod:\n      id: "111122223333"\n      owns: true', '    prod:\n      id: "111122223333"\n      owns: false'];
const settings = 'Custom::BedrockAccountSettings';

describe(rule.id, () => {
  it('accepts retention none where the only Bedrock host processes', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('refuses any other mode at its line, once', () => {
    const { text } = topologyWith().source;
    const line = text.slice(0, text.indexOf('retention: none')).split('\n').length;
    expect(findings(rule, [['retention: none', 'retention: inherit']])).toMatchObject([{ path, line, message: expect.stringContaining('inherit') }]);
  });

  it('wants every destination of a geographic profile, and gets it', () => {
    expect(findings(rule, [['profile: in-region', 'profile: us']])).toEqual([]);
  });

  it.each([
    ['the mode of a region', (document: Written) => void (resourceOf(document, settings).Retention = 'default'), 'set to default'],
    ['a mode that depends on the deployment', (document: Written) => void (resourceOf(document, settings).Retention = { Ref: 'Mode' }), 'set to ${Mode}'],
    ['settings taken away', (document: Written) => void delete document.Resources.BedrockSettings90996D46, 'Nothing sets data retention in us-east-2'],
    [
      'a permission without its condition',
      (document: Written) => void delete resourceOf(document, 'AWS::IAM::ManagedPolicy').PolicyDocument.Statement[0].Condition,
      'any mode',
    ],
    [
      'a second mode in the condition',
      (document: Written) => void (condition(document)['bedrock:DataRetentionMode'] = ['none', 'default']),
      '["none","default"]',
    ],
    [
      'a wildcard permission',
      (document: Written) => void (resourceOf(document, 'AWS::IAM::ManagedPolicy').PolicyDocument.Statement[1].Action = 'bedrock:Put*'),
      'any mode',
    ],
  ])('notices %s', (_, change, message) => {
    expect(findingsAfter(rule, 'aws-account-us-east-2', change)).toMatchObject([{ severity: 'fatal', message: expect.stringContaining(message) }]);
  });

  it('follows a profile that was changed by hand to regions without settings', () => {
    const found = findingsAfter(rule, 'aws-bedrock-us-bedrock', (document) => {
      resourceOf(document, 'AWS::Bedrock::ApplicationInferenceProfile').ModelSource.CopyFrom =
        'arn:aws:bedrock:us-east-2:111122223333:inference-profile/us.meta.llama3-3-70b-instruct-v1:0';
    });
    expect(found.map(({ message }) => message)).toMatchObject([expect.stringContaining('us-east-1'), expect.stringContaining('us-west-2')]);
  });

  it('notices settings deployed to another region', () => {
    const found = findingsAfter(rule, 'aws-account-us-east-2', () => {}, { region: 'us-east-1' });
    expect(found).toMatchObject([{ path, message: expect.stringContaining('us-east-2') }]);
  });

  it('asks for an approval in force where another topology owns the account', () => {
    expect(findings(rule, [disowned])).toMatchObject([{ path, message: expect.stringContaining('no approval') }]);
    expect(findings(rule, [disowned, approval('2026-11-23')])).toMatchObject([{ path: 'approvals.retention.expires', message: expect.stringContaining(asOf) }]);
    expect(findings(rule, [disowned, approval(asOf)])).toEqual([]);
  });

  it('refuses to assert another mode than none', () => {
    expect(findings(rule, [disowned, approval(asOf), ['retention: none', 'retention: default']])).toMatchObject([{ path }]);
  });
});

function condition(document: Written): Json {
  return resourceOf(document, 'AWS::IAM::ManagedPolicy').PolicyDocument.Statement[0].Condition.StringEquals;
}
