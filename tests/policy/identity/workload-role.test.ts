import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/identity/workload-role.js';
import { type Json, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

function after(change: (policy: Json, sid: (name: string) => Json) => void): string {
  const found = findingsAfter(rule, 'aws-bedrock-us-bedrock', (document) => {
    const policy = Object.values<Json>(document.Resources).find(
      ({ Type, Properties }) => Type === 'AWS::IAM::ManagedPolicy' && Properties.Roles.includes('llama-platform-acme-variable'),
    ).Properties;
    change(policy, (name) => policy.PolicyDocument.Statement.find(({ Sid }: Json) => Sid === name));
  });
  return found.map(({ message }) => message).join('\n');
}
const other = { 'Fn::GetAtt': ['WorkloadsglobalassistProfile', 'InferenceProfileArn'] };

describe('identity/workload-role', () => {
  it('accepts the reference topology, in one region and over many', () => {
    expect(findings(rule)).toEqual([]);
    expect(findings(rule, [['profile: in-region', 'profile: us']])).toEqual([]);
  });

  it.each<[string, (policy: Json, sid: (name: string) => Json) => void, string]>([
    [
      'a host outside the route',
      (policy) => (policy.Roles = ['llama-platform-acme-eu-production']),
      'rights on us-bedrock, which neither its route nor its guard names',
    ],
    ['the profile of another', (_, sid) => (sid('Profile').Resource = other), 'neither its profile'],
    ['every profile', (_, sid) => (sid('Profile').Resource = 'arn:aws:bedrock:us-east-2:111122223333:application-inference-profile/*'), 'neither its profile'],
    ['another model', (_, sid) => (sid('ModelsThroughProfile').Resource = 'arn:aws:bedrock:us-east-2::foundation-model/x'), 'neither its profile'],
    ['the model by itself', (_, sid) => delete sid('ModelsThroughProfile').Condition.StringEquals['bedrock:InferenceProfileArn'], 'without a profile'],
    [
      'the model through the profile of another',
      (_, sid) => (sid('ModelsThroughProfile').Condition.StringEquals['bedrock:InferenceProfileArn'] = other),
      'not its own',
    ],
    ['calls from anywhere', (_, sid) => delete sid('Profile').Condition.StringEquals['aws:SourceVpc'], 'outside its network'],
  ])('refuses %s', (_, change, message) => {
    expect(after(change)).toContain(message);
  });

  it.each<[string, (document: Written) => void, string]>([
    [
      'a permission that changes models',
      (document) => terraformResourceOf(document, 'google_project_iam_custom_role').permissions.push('aiplatform.endpoints.update'),
      ' aiplatform.endpoints.update. Allowed',
    ],
    ['a predefined role', (document) => (roleOf(document).role = 'roles/aiplatform.user'), ' roles/aiplatform.user. Allowed'],
    [
      'documents besides answers',
      (document) =>
        (document.resource.google_storage_bucket_iam_member = { added: { bucket: 'b', role: 'roles/storage.objectViewer', member: roleOf(document).member } }),
      ' roles/storage.objectViewer. Allowed',
    ],
  ])('refuses on Google %s', (_, change, message) => {
    expect(findingsAfter(rule, 'google-foundation-search', change)).toEqual([
      expect.objectContaining({ path: 'workloads.grounded', message: expect.stringContaining(message) }),
    ]);
  });

  it('refuses two hosts on Vertex AI in one project, unless each workload may use both', () => {
    const second = (route: string): Edit[] => [
      [
        '  dev-foundry:\n    kind: azure-foundry',
        '  second:\n    kind: vertex-maas\n    account: search\n    region: europe-west4\n    network: grounding\n    model: llama70\n    link: eu-google\n    eula: {acceptedBy: legal@acme.example, acceptedOn: 2026-10-01}\n    contract: google-main\n\n  dev-foundry:\n    kind: azure-foundry',
      ],
      ['    route: [grounding]', `    route: ${route}`],
    ];
    const found = (route: string) => judge([rule], topologyWith(second(route)), asOf, {});
    expect(found('[grounding]')).toMatchObject([{ path: 'workloads.grounded.route[0]', message: expect.stringContaining('can call second too') }]);
    expect(found('[grounding, second]')).toEqual([]);
  });

  const assigned = (document: Written) =>
    Object.values<Json>(document.resource.azurerm_role_assignment).find(({ role_definition_id }) => role_definition_id !== undefined);
  const given = (document: Written) => terraformResourceOf(document, 'azurerm_role_definition').permissions[0];
  it.each<[string, (document: Written) => void]>([
    [
      'the right to change the account',
      (document) => Object.assign(assigned(document), { role_definition_id: undefined, role_definition_name: 'Cognitive Services Contributor' }),
    ],
    ['the keys of the account', (document) => (given(document).actions = ['Microsoft.CognitiveServices/accounts/listKeys/action'])],
    ['another data action', (document) => given(document).data_actions.push('Microsoft.CognitiveServices/accounts/AIServices/agents/write')],
    ['every account of the group', (document) => (assigned(document).scope = '/subscriptions/x/resourceGroups/y')],
    ['a role by its id', (document) => (assigned(document).role_definition_id = 'x')],
  ])('refuses on Azure %s', (_, change) => {
    expect(findingsAfter(rule, 'azure-foundry-dev-foundry', change)).toMatchObject([{ path: 'workloads.development' }]);
  });
});

const roleOf = (document: Written) => terraformResourceOf(document, 'google_project_iam_member');
