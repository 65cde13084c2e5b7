import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundry = written('azure-foundry-dev-foundry');

describe('the identity of a workload on Azure', () => {
  it('is taken by the role of its workload, and may call one account', () => {
    expect(inModule(foundry, 'azurerm_federated_identity_credential')).toMatchObject({
      issuer: 'https://00000000-0000-4000-8000-000000000000.tokens.sts.global.api.aws',
      subject: 'arn:aws:iam::111122223333:role/llama-platform-acme-development',
      audience: ['api://AzureADTokenExchange'],
    });
    expect(inModule(foundry, 'azurerm_role_assignment', 'Workloads_development')).toMatchObject({
      role_definition_id: expect.stringMatching(/^\$\{azurerm_role_definition\.Caller_Definition_\w+\.role_definition_resource_id\}$/),
      scope: expect.stringContaining('azurerm_cognitive_account'),
    });
  });
});
