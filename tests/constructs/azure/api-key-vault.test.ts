import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('azure-fleet-us-nd', 'examples/azure-nodes.yaml');

describe('the vault of an API key', () => {
  it('holds no value, answers privately and cannot be purged or deleted', () => {
    expect(inModule(fleet, 'azurerm_key_vault', 'ApiKey_')).toMatchObject({
      public_network_access_enabled: false,
      purge_protection_enabled: true,
      rbac_authorization_enabled: true,
      lifecycle: { prevent_destroy: true },
    });
    expect(inModule(fleet, 'azurerm_management_lock', 'ApiKey_')).toMatchObject({ lock_level: 'CanNotDelete' });
    expect(fleet.resource).not.toHaveProperty('azurerm_key_vault_secret');
  });

  it('is read by nodes, and by each workload as an identity that trusts its role on AWS', () => {
    expect(inModule(fleet, 'azurerm_role_assignment', 'Workloads_claims_ApiKey')).toMatchObject({
      role_definition_name: 'Key Vault Secrets User',
      scope: expect.stringContaining('ApiKey_Vault'),
    });
    expect(inModule(fleet, 'azurerm_federated_identity_credential', 'Workloads_claims')).toMatchObject({
      audience: ['api://AzureADTokenExchange'],
      subject: 'arn:aws:iam::555566667777:role/llama-platform-us-nd-claims',
    });
  });
});
