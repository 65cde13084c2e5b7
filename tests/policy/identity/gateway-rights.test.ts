import { describe, expect, it, vi } from 'vitest';
import { hostTraits } from '../../../hosts/traits.js';
import { rule } from '../../../policy/identity/gateway-rights.js';
import { type Json, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';

const without = (type: string) => (document: Written) => {
  delete document.resource[type];
};
const policyOf = (document: Written, role: string): Json =>
  Object.values<Json>(document.Resources).find(({ Type, Properties }) => Type === 'AWS::IAM::ManagedPolicy' && Properties.Roles?.includes(role)).Properties;
const statementsWithout = (role: string, sid: string) => (document: Written) => {
  const policy = policyOf(document, role).PolicyDocument;
  const left = policy.Statement.filter(({ Sid }: Json) => Sid !== sid);
  expect(left.length).toBe(policy.Statement.length - 1);
  policy.Statement = left;
};

describe('identity/gateway-rights', () => {
  it('accepts the reference topology, and a fleet on Google', () => {
    expect(findings(rule)).toEqual([]);
    expect(findings(rule, [], 'examples/eu-gce.yaml')).toEqual([]);
    expect(findings(rule, [], 'examples/eu-import.yaml')).toEqual([]);
  });

  it.each<[string, string, (document: Written) => void, string, string]>([
    [
      'the key of a fleet',
      'aws-fleet-eu-fleet',
      statementsWithout('llama-platform-acme-eu-production', 'ReadApiKey'),
      'workloads.eu-production.route[0]',
      'Nothing gives the gateway of eu-production secretsmanager:GetSecretValue, which calling eu-fleet takes.',
    ],
    [
      'the guardrail of a Bedrock host',
      'aws-bedrock-us-bedrock',
      statementsWithout('llama-platform-acme-variable', 'Guardrail'),
      'workloads.variable.route[0]',
      'Nothing gives the gateway of variable bedrock:ApplyGuardrail, which calling us-bedrock takes.',
    ],
    [
      'a key that another statement takes away',
      'aws-fleet-eu-fleet',
      (document) =>
        policyOf(document, 'llama-platform-acme-eu-production').PolicyDocument.Statement.push({ Effect: 'Deny', Action: 'secretsmanager:Get*', Resource: '*' }),
      'workloads.eu-production.route[0]',
      'Nothing gives the gateway of eu-production secretsmanager:GetSecretValue, which calling eu-fleet takes.',
    ],
    [
      'a guardrail under a condition that no call is known to meet',
      'aws-bedrock-us-bedrock',
      (document) => {
        for (const one of policyOf(document, 'llama-platform-acme-variable').PolicyDocument.Statement) {
          if (one.Sid === 'Guardrail') one.Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
        }
      },
      'workloads.variable.route[0]',
      'Nothing gives the gateway of variable bedrock:ApplyGuardrail, which calling us-bedrock takes.',
    ],
    [
      'a permission on Vertex AI',
      'google-foundation-search',
      (document) => terraformResourceOf(document, 'google_project_iam_custom_role').permissions.shift(),
      'workloads.grounded.route[0]',
      'Nothing gives the gateway of grounded aiplatform.endpoints.predict, which calling grounding takes.',
    ],
    [
      'the role on a Foundry account',
      'azure-foundry-dev-foundry',
      without('azurerm_role_assignment'),
      'workloads.development.route[0]',
      'Nothing gives the gateway of development Microsoft.CognitiveServices/accounts/MaaS/chat/completions/action, Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action, which calling dev-foundry takes.',
    ],
    [
      'a data action of the role on a Foundry account',
      'azure-foundry-dev-foundry',
      (document) => terraformResourceOf(document, 'azurerm_role_definition').permissions[0].data_actions.shift(),
      'workloads.development.route[0]',
      'Nothing gives the gateway of development Microsoft.CognitiveServices/accounts/MaaS/chat/completions/action, which calling dev-foundry takes.',
    ],
    [
      'a data action that the role takes away again',
      'azure-foundry-dev-foundry',
      (document) => {
        const [permission] = terraformResourceOf(document, 'azurerm_role_definition').permissions;
        permission.not_data_actions = permission.data_actions.slice(0, 1);
      },
      'workloads.development.route[0]',
      'Nothing gives the gateway of development Microsoft.CognitiveServices/accounts/MaaS/chat/completions/action, which calling dev-foundry takes.',
    ],
  ])('misses %s', (_, stack, change, path, message) => {
    const found = findingsAfter(rule, stack, change).map((one) => [one.path, one.message]);
    expect(found).toContainEqual([path, message]);
  });

  it('misses the key of a fleet on Google', () => {
    const change = without('google_secret_manager_secret_iam_member');
    expect(findingsAfter(rule, 'google-fleet-eu-gce', change, {}, 'examples/eu-gce.yaml').map(({ message }) => message)).toContainEqual(
      expect.stringContaining('roles/secretmanager.secretAccessor, which calling eu-gce takes'),
    );
  });

  it('refuses a kind whose rights nobody knows', () => {
    const rights = vi.spyOn(hostTraits['azure-foundry'], 'rights').mockReturnValue('unknown');
    const found = topologyFindings(rule).map(({ path, message }) => [path, message]);
    rights.mockRestore();
    expect(found).toEqual([['hosts.dev-foundry.kind', 'Which rights calling azure-foundry takes is not known: nothing checks that a gateway has them.']]);
  });

  it('refuses a right whose service has no endpoint in the networks of gateway and host', () => {
    const rights = vi
      .spyOn(hostTraits.bedrock, 'rights')
      .mockReturnValue([{ on: 'role', actions: ['bedrock:InvokeModel', 'comprehend:DetectPiiEntities'], may: [] }]);
    const found = topologyFindings(rule).map(({ path, severity, message }) => [path, severity, message]);
    rights.mockRestore();
    expect(found).toContainEqual([
      'workloads.variable.route[0]',
      'error',
      'Calling us-bedrock takes comprehend:DetectPiiEntities, which no private endpoint of us lets the gateway of variable do.',
    ]);
    expect(topologyFindings(rule)).toEqual([]);
  });
});
