import { describe, expect, it } from 'vitest';
import { needsOf } from '../../derived/needs-of-topology.js';
import { topologyWith } from '../support/topologies.js';

/** What a topology needs of limits that grow with its workloads, by what an approval names. */
const needs = (file?: string) => Object.fromEntries([...needsOf(topologyWith([], file).topology)].map(({ subject, found }) => [subject, found]));

describe('what grows with the workloads', () => {
  it('of the reference', () => {
    expect(needs()).toEqual({
      'accounts.aws.prod.roles-per-account': 8,
      'accounts.aws.prod.managed-policies-per-account': 2,
      'accounts.aws.prod.us-east-2.inference-profiles-per-region': 2,
      'accounts.aws.prod.us-east-2.guardrails-per-region': 1,
      'accounts.aws.prod.budgets-per-account': 4,
      'accounts.aws.supply.budgets-per-account': 1,
      'accounts.aws.management.budgets-per-account': 0,
      'accounts.google.search.service-accounts-per-project': 1,
      'accounts.google.search.principals-per-project': 1,
      'accounts.google.search.condition-characters': "assertion.sub in ['arn:aws:iam::111122223333:role/llama-platform-acme-grounded']".length,
      'accounts.google.search.budget-channels': 1,
      'accounts.azure.dev.role-assignments-per-subscription': 1,
      'accounts.azure.dev.activity-alerts-per-subscription': 6,
      'accounts.azure.dev.swedencentral.foundry-accounts-per-region': 1,
      'accounts.azure.dev.identities-per-group': 2,
    });
  });

  it('of a fleet on Google: no principal of Vertex AI, a longer trust', () => {
    expect(needs('examples/eu-gce.yaml')).toMatchObject({
      'accounts.aws.frankfurt.roles-per-account': 3,
      'accounts.google.gpu.service-accounts-per-project': 2,
      'accounts.google.gpu.principals-per-project': 0,
      'accounts.google.gpu.condition-characters':
        "assertion.sub in ['arn:aws:iam::444455556666:role/llama-platform-eu-gce-claims', 'arn:aws:iam::444455556666:role/llama-platform-eu-gce-quality']"
          .length,
    });
  });

  it('of a managed model whose gateway signs AWS requests: its trust names the assumed role', () => {
    expect(needs('examples/us-maas.yaml')).toMatchObject({
      'accounts.google.models.service-accounts-per-project': 1,
      'accounts.google.models.principals-per-project': 1,
      'accounts.google.models.condition-characters': "attribute.aws_role in ['arn:aws:sts::777788889999:assumed-role/llama-platform-retail-product-text']"
        .length,
    });
  });

  it('of a gateway that is somebody on Google already: no trust in AWS', () => {
    const found = needs('examples/existing-gateway.yaml');
    expect(found).toMatchObject({ 'accounts.google.models.service-accounts-per-project': 1, 'accounts.google.models.principals-per-project': 1 });
    expect(found).not.toHaveProperty(['accounts.google.models.condition-characters']);
  });

  it('of a guardrail that exists already: none of ours', () => {
    const { topology } = topologyWith();
    const known = { ...topology, existing: { ...topology.existing, guardrails: { 'us-bedrock': {} as never } } };
    expect([...needsOf(known)].find(({ subject }) => subject.endsWith('guardrails-per-region'))?.found).toBe(0);
  });

  it('names who has it, and where to change it', () => {
    expect([...needsOf(topologyWith().topology)].find(({ subject }) => subject.endsWith('identities-per-group'))).toMatchObject({
      path: 'hosts.dev-foundry',
      holder: 'Host dev-foundry',
      limit: { limit: 'identities-per-group', most: 800 },
    });
  });
});
