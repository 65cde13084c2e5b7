import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const weights = written('azure-weights-eastus', 'examples/azure-nodes.yaml');

describe('a store of weights on Azure', () => {
  it('answers privately, to identities alone, from three zones of its region', () => {
    expect(inModule(weights, 'azurerm_storage_account')).toMatchObject({
      account_replication_type: 'ZRS',
      public_network_access_enabled: false,
      shared_access_key_enabled: false,
      local_user_enabled: false,
      allow_nested_items_to_be_public: false,
      cross_tenant_replication_enabled: false,
      network_rules: { default_action: 'Deny', bypass: ['None'] },
      min_tls_version: 'TLS1_2',
      customer_managed_key: { key_vault_key_id: expect.stringMatching(/\.versionless_id\}$/) },
    });
    expect(inModule(weights, 'azurerm_storage_account').name).toMatch(/^[a-z0-9]{3,24}$/);
  });

  it('keeps what is stored as it was', () => {
    expect(inModule(weights, 'azurerm_storage_container_immutability_policy')).toMatchObject({ immutability_period_in_days: 3650, locked: false });
    expect(inModule(weights, 'azurerm_storage_account').blob_properties).toMatchObject({ versioning_enabled: true, delete_retention_policy: { days: 90 } });
    expect(inModule(weights, 'azurerm_management_lock', 'Weights_')).toMatchObject({ lock_level: 'CanNotDelete' });
  });

  it('is written by one identity, which can neither delete nor encrypt', () => {
    expect(inModule(weights, 'azurerm_role_definition', 'Store').permissions).toEqual([
      {
        data_actions: [
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write',
        ],
      },
    ]);
    expect(inModule(weights, 'azurerm_role_assignment', 'Weights_Writer').principal_id).toBe('00000000-0000-4000-8000-00000000000c');
  });
});
