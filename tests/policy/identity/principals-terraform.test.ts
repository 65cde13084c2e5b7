import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/identity/principals.js';
import { type Change, type Json, terraformResourceOf } from '../../support/documents.js';
import { findingsAfter } from '../../support/findings.js';

describe('one change of a grant in Terraform is a finding', () => {
  it.each<[string, string, Change, RegExp]>([
    [
      'a member',
      'google-foundation-search',
      (document) => Object.assign(terraformResourceOf(document, 'google_kms_crypto_key_iam_member'), { member: 'allUsers' }),
      /member is allUsers; allowed: /,
    ],
    [
      'a role',
      'google-foundation-search',
      (document) => Object.assign(terraformResourceOf(document, 'google_project_iam_member'), { role: 'roles/owner' }),
      /role is roles\/owner/,
    ],
    [
      'another subject',
      'google-foundation-search',
      (document) => {
        const one = terraformResourceOf(document, 'google_service_account_iam_member');
        one.member = one.member.replace('grounded', 'development');
      },
      /member is principal:.*development; allowed: .*grounded/,
    ],
    [
      'the issuer of a provider',
      'google-foundation-search',
      (document) => {
        terraformResourceOf(document, 'google_iam_workload_identity_pool_provider').oidc.issuer_uri = 'https://issuer.example';
      },
      /oidc\.issuer_uri is https:\/\/issuer\.example/,
    ],
    [
      'what a provider makes of a token',
      'google-foundation-search',
      (document) => {
        terraformResourceOf(document, 'google_iam_workload_identity_pool_provider').attribute_mapping['google.subject'] = "'anybody'";
      },
      /attribute_mapping\.google\.subject is 'anybody'; allowed: assertion\.sub/,
    ],
    [
      'a binding, which replaces every member',
      'google-foundation-search',
      (document) => {
        document.resource['google_project_iam_binding'] = { all: { project: 'acme-llama-grounded', role: 'roles/viewer', members: ['allUsers'] } };
      },
      /google_project_iam_binding\.all grants or refuses something/,
    ],
    [
      'the audience of a credential',
      'azure-foundry-dev-foundry',
      (document) => Object.assign(terraformResourceOf(document, 'azurerm_federated_identity_credential'), { audience: ['api://other'] }),
      /audience is api:\/\/other; allowed: api:\/\/AzureADTokenExchange/,
    ],
    [
      'the scope of a role assignment',
      'azure-foundry-dev-foundry',
      (document) => Object.assign(terraformResourceOf(document, 'azurerm_role_assignment', 1), { scope: '/subscriptions/0' }),
      /scope is \/subscriptions\/0/,
    ],
  ])('%s', (_, stack, change, message) => {
    expect(
      findingsAfter(rule, stack, change)
        .map((finding) => finding.message)
        .join('\n'),
    ).toMatch(message);
  });
});

it('takes a block as an object and as a list of one', () => {
  const provider = (change: (one: Json) => void) =>
    findingsAfter(
      rule,
      'google-foundation-models',
      (document) => change(terraformResourceOf(document, 'google_iam_workload_identity_pool_provider')),
      {},
      'examples/us-maas.yaml',
    );
  expect(provider((one) => (one.aws = [one.aws]))).toEqual([]);
  expect(provider((one) => (one.aws = [{ account_id: '999999999999' }]))).toMatchObject([{ message: expect.stringContaining('999999999999') }]);
  expect(provider((one) => (one.aws = [one.aws, { account_id: '999999999999' }]))).not.toEqual([]);
});
