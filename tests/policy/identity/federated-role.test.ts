import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/identity/federated-role.js';
import { rule as principals } from '../../../policy/identity/principals.js';
import { type Json, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, topologyWith } from '../../support/topologies.js';

const foundation = 'google-foundation-search';
const provider = (document: Written) => terraformResourceOf(document, 'google_iam_workload_identity_pool_provider');
const binding = (document: Written) => terraformResourceOf(document, 'google_service_account_iam_member');
const messages = (stack: string, change: (document: Written) => void) => findingsAfter(rule, stack, change).map(({ message }) => message);

describe('identity/federated-role', () => {
  it.each(['topology.yaml', 'examples/us-maas.yaml', 'examples/hosted-only.yaml'])('accepts what %s synthesizes', (file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it('notices a removed attribute condition', () => {
    expect(messages(foundation, (document) => delete provider(document).attribute_condition)).toEqual([expect.stringContaining('absent')]);
  });

  it.each([
    ["assertion.sub.startsWith('arn:aws:iam::111122223333:role/')", 'Allowed: a comparison'],
    ["assertion.sub in ['arn:aws:iam::111122223333:role/admin']", 'no gateway role'],
    ["assertion.sub in ['arn:aws:iam::111122223333:role/llama-platform-acme-grounded'] || true", 'Allowed: a comparison'],
  ])('notices the wider condition %s', (condition, said) => {
    const found = messages(foundation, (document) => {
      provider(document).attribute_condition = condition;
    });
    expect(found).toEqual([expect.stringContaining(said)]);
  });

  it('notices tokens for any audience', () => {
    expect(messages(foundation, (document) => delete provider(document).oidc.allowed_audiences)).toHaveLength(1);
  });

  it('notices a service account for the whole pool, and for the role of another workload', () => {
    const bind = (replace: (member: string) => string) =>
      messages(foundation, (document) => {
        const binding = terraformResourceOf(document, 'google_service_account_iam_member');
        binding.member = replace(binding.member);
      });
    expect(bind((member) => member.replace('principal:', 'principalSet:').replace(/\/subject\/.*/, '/*'))).toHaveLength(1);
    expect(bind((member) => member.replace('acme-grounded', 'acme-variable'))).toEqual([expect.stringContaining('the role of variable')]);
  });

  it.each<[string, (provider: Json) => void, string]>([
    ['tokens of another issuer', (provider) => (provider.oidc.issuer_uri = 'https://issuer.example'), 'issuer_uri is https://issuer.example'],
    ['tokens made for all of Google', (provider) => (provider.oidc.allowed_audiences = ['sts.googleapis.com']), 'must name the provider alone'],
    ['tokens made for another provider', (provider) => (provider.oidc.allowed_audiences[0] += '-2'), 'must name the provider alone'],
    ['a second audience', (provider) => provider.oidc.allowed_audiences.push('sts.amazonaws.com'), 'must name the provider alone'],
    ['a subject that is the same for all', (provider) => (provider.attribute_mapping['google.subject'] = "'gateway'"), "makes google.subject 'gateway'"],
    ['a subject from another claim', (provider) => (provider.attribute_mapping['google.subject'] = 'assertion.aud'), 'makes google.subject assertion.aud'],
  ])('notices %s', (_, change, said) => {
    expect(messages(foundation, (document) => change(provider(document)))).toEqual([expect.stringContaining(said)]);
  });

  it('notices an account of strangers where AWS signs requests', () => {
    const loaded = topologyWith([], 'examples/us-maas.yaml');
    const after = (change: (provider: Json) => void) =>
      judge(
        [rule],
        loaded,
        asOf,
        mutated(evidenceOf(loaded), 'google-foundation-models', (document) => change(provider(document))),
      ).map(({ message }) => message);
    expect(after(({ aws }) => (aws.account_id = '999999999999'))).toEqual([expect.stringContaining('999999999999, where no gateway is')]);
    expect(after(({ attribute_mapping: mapping }) => delete mapping['attribute.aws_role'])).toEqual([expect.stringContaining('attribute_mapping')]);
  });

  describe('where a gateway is somebody on Google already', () => {
    const loaded = topologyWith([], 'examples/existing-gateway.yaml');
    const own = 'serviceAccount:llm-gateway@acme-platform.iam.gserviceaccount.com';
    const other = own.replace('llm-gateway', 'llm-tests');
    const after = (change: (document: Written) => void) =>
      judge([rule, principals], loaded, asOf, mutated(evidenceOf(loaded), 'google-foundation-models', change)).map(
        ({ rule: id, message }) => `${id}: ${message}`,
      );
    const more = (document: Written, properties: object) => {
      document.resource.google_service_account_iam_member = {
        ...document.resource.google_service_account_iam_member,
        added: { ...binding(document), ...properties },
      };
    };

    it('accepts it alone as the caller', () => {
      expect(after(() => {})).toEqual([]);
    });

    it.each<[string, (document: Written) => void]>([
      ['another in its place', (document) => (binding(document).member = other)],
      ['another beside it', (document) => more(document, { member: other })],
      [
        'the role on AWS beside it',
        (document) =>
          more(document, {
            member:
              'principal://iam.googleapis.com/projects/234567890123/locations/global/workloadIdentityPools/brought-gateway/subject/arn:aws:iam::444455556666:role/llama-platform-brought-helpdesk',
          }),
      ],
    ])('notices %s', (_, change) => {
      const found = after(change);
      expect(found).toContainEqual(expect.stringMatching(new RegExp(`^identity/federated-role: member is .* Allowed: ${own}, which the gateway is on Google`)));
      expect(found).toContainEqual(expect.stringMatching(/^identity\/principals: /));
    });

    it('notices what more it may do as the account', () => {
      expect(after((document) => more(document, { role: 'roles/iam.serviceAccountTokenCreator' }))).toContainEqual(
        expect.stringContaining(`${own} may act as the service account of a workload, by roles/iam.serviceAccountTokenCreator`),
      );
    });

    it('notices a pool that lets roles in all the same', () => {
      const found = after((document) => {
        document.resource.google_iam_workload_identity_pool_provider = {
          Identities_Aws_platform: {
            attribute_condition: "assertion.sub in ['arn:aws:iam::444455556666:role/llama-platform-brought-helpdesk']",
            attribute_mapping: { 'google.subject': 'assertion.sub' },
            oidc: { issuer_uri: 'https://00000000-0000-4000-8000-000000000000.tokens.sts.global.api.aws', allowed_audiences: [] },
          },
        };
      });
      expect(found).toContainEqual(expect.stringMatching(/^identity\/principals: /));
    });
  });

  const added = (type: string, properties: (document: Written) => object) =>
    messages(foundation, (document) => {
      document.resource[type] = { ...document.resource[type], added: properties(document) };
    });

  it('notices a service account that two workloads share, and a workload with two', () => {
    const variable = (document: Written) => binding(document).member.replace('acme-grounded', 'acme-variable');
    expect(added('google_service_account_iam_member', (document) => ({ ...binding(document), member: variable(document) }))).toContainEqual(
      expect.stringContaining('is taken by both'),
    );
    expect(added('google_service_account_iam_member', (document) => ({ ...binding(document), service_account_id: 'projects/x/serviceAccounts/y' }))).toEqual([
      expect.stringContaining('this identity is that of no workload'),
      expect.stringContaining('takes both'),
    ]);
  });

  it.each(['roles/iam.serviceAccountTokenCreator', 'roles/iam.serviceAccountUser'])('notices somebody else who acts as a workload by %s', (role) => {
    const found = added('google_service_account_iam_member', (document) => ({ ...binding(document), role, member: 'user:admin@acme.example' }));
    expect(found).toEqual([expect.stringContaining('user:admin@acme.example may act as the service account')]);
  });

  it('notices a grant to everybody in the pool', () => {
    const member = 'principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-gateway/*';
    expect(added('google_project_iam_member', () => ({ project: 'p', role: 'roles/aiplatform.user', member }))).toEqual([
      expect.stringContaining('more than one caller'),
    ]);
  });

  it.each<[string, (credential: Json, document: Written) => void, string]>([
    ['a role of nobody', (credential) => (credential.subject = 'arn:aws:iam::111122223333:role/admin'), 'no gateway role'],
    ['another issuer', (credential) => (credential.issuer = 'https://token.actions.githubusercontent.com'), 'not the issuer of a gateway'],
    ['another audience', (credential) => (credential.audience = ['sts.amazonaws.com']), 'Allowed: api://AzureADTokenExchange'],
    [
      'a second caller',
      (credential, document) =>
        (document.resource.azurerm_federated_identity_credential.added = { ...credential, subject: credential.subject.replace('development', 'variable') }),
      'is taken by both',
    ],
  ])('notices an Azure identity that trusts %s', (_, change, said) => {
    const found = messages('azure-foundry-dev-foundry', (document) => change(terraformResourceOf(document, 'azurerm_federated_identity_credential'), document));
    expect(found).toContainEqual(expect.stringContaining(said));
  });
});
