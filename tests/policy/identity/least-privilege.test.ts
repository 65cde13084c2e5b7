import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/identity/least-privilege.js';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';

const fleet = 'aws-fleet-eu-fleet';
const statement = (document: Written) => resourceOf(document, 'AWS::IAM::ManagedPolicy').PolicyDocument.Statement[0];

describe('identity/least-privilege', () => {
  it('accepts the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each<[string, (found: Json) => void, string]>([
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

  const added = (stack: string, type: string, properties: object) =>
    findingsAfter(rule, stack, (document) => (document.resource[type] = { ...document.resource[type], added: properties })).map(({ message }) => message);

  it.each<[string, string, object, string]>([
    ['a basic role', 'google_project_iam_member', { role: 'roles/editor' }, 'roles/editor on all of it'],
    ['tokens of every service account', 'google_project_iam_member', { role: 'roles/iam.serviceAccountTokenCreator' }, 'TokenCreator on all of it'],
    ['the admin of a service', 'google_storage_bucket_iam_member', { role: 'roles/storage.admin' }, 'grants roles/storage.admin'],
    ['a policy as a whole', 'google_project_iam_policy', {}, 'a whole IAM policy'],
    ['rights to hand on', 'google_project_iam_custom_role', { permissions: ['storage.buckets.setIamPolicy'] }, 'setIamPolicy, which hands rights on'],
    ['another identity', 'google_project_iam_custom_role', { permissions: ['iam.serviceAccounts.getAccessToken'] }, 'getAccessToken, which hands'],
  ])('refuses on Google %s', (_, type, properties, message) => {
    expect(added('google-foundation-search', type, properties)).toEqual([expect.stringContaining(message)]);
  });

  it.each<[string, string, object, string]>([
    ['Owner', 'azurerm_role_assignment', { role_definition_name: 'Owner', scope: 'x' }, 'grants Owner'],
    [
      'a subscription',
      'azurerm_role_assignment',
      { role_definition_name: 'Reader', scope: '/subscriptions/00000000-0000-0000-0000-000000000000' },
      'on a whole subscription',
    ],
    ['every action', 'azurerm_role_definition', { permissions: [{ actions: ['Microsoft.CognitiveServices/*'] }] }, 'every action of a provider'],
  ])('refuses on Azure %s', (_, type, properties, message) => {
    expect(added('azure-foundry-dev-foundry', type, properties)).toEqual([expect.stringContaining(message)]);
  });

  it('leaves narrow grants alone', () => {
    expect(added('google-foundation-search', 'google_project_iam_member', { role: 'roles/logging.logWriter' })).toEqual([]);
    expect(
      added('azure-foundry-dev-foundry', 'azurerm_role_assignment', { role_definition_name: 'Reader', scope: '/subscriptions/x/resourceGroups/y' }),
    ).toEqual([]);
  });
});
