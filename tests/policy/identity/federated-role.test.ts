import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/identity/federated-role.js';
import { findings, findingsAfter, terraformResourceOf } from '../harness.js';

const foundation = 'google-foundation-search';
const provider = (document: any) => terraformResourceOf(document, 'google_iam_workload_identity_pool_provider');
const messages = (stack: string, change: (document: any) => void) => findingsAfter(rule, stack, change).map(({ message }) => message);

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

  it('notices an Azure identity that trusts a role of nobody', () => {
    const found = messages('azure-foundry-dev-foundry', (document) => {
      terraformResourceOf(document, 'azurerm_federated_identity_credential').subject = 'arn:aws:iam::111122223333:role/admin';
    });
    expect(found).toEqual([expect.stringContaining('no gateway role')]);
  });
});
