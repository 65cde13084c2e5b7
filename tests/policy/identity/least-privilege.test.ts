import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/identity/least-privilege.js';
import { findings, findingsAfter, resourceOf } from '../harness.js';

const fleet = 'aws-fleet-eu-fleet';
const statement = (document: any) => resourceOf(document, 'AWS::IAM::ManagedPolicy').PolicyDocument.Statement[0];

describe('identity/least-privilege', () => {
  it('accepts the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each<[string, (found: any) => void, string]>([
    ['every action', (found) => (found.Action = '*'), 'allows *, which is more'],
    ['a whole service', (found) => (found.Action = ['s3:*']), 'allows s3:*, which is more'],
    ['a family of actions', (found) => (found.Action = 's3:Get*'), 'allows s3:Get*; name'],
    ['all but one action', (found) => Object.assign(found, { Action: undefined, NotAction: 'iam:PassRole' }), 'everything except'],
    ['every resource of an action that has some', (found) => Object.assign(found, { Action: 's3:GetObject', Resource: '*' }), 's3:GetObject on every resource'],
  ])('refuses %s', (_, change, message) => {
    const found = findingsAfter(rule, fleet, (document) => change(statement(document)));
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toContain(message);
  });

  it('judges policies written into a role', () => {
    const inline = { PolicyName: 'x', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] } };
    expect(findingsAfter(rule, fleet, (document) => (resourceOf(document, 'AWS::IAM::Role').Policies = [inline]))[0]?.message).toContain('kms:*');
  });

  it('leaves denials and actions without resource level alone', () => {
    const change = (values: object) => findingsAfter(rule, fleet, (document) => Object.assign(statement(document), values));
    expect(change({ Effect: 'Deny', Action: '*', Resource: '*' })).toEqual([]);
    expect(change({ Action: 'ECR:GetAuthorizationToken', Resource: '*' })).toEqual([]);
  });
});
