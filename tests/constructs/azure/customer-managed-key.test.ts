import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundry = written('azure-foundry-dev-foundry');

describe('a key of ours on Azure', () => {
  it('is in a vault that is private and cannot be purged, and rotates each year', () => {
    expect(inModule(foundry, 'azurerm_key_vault')).toMatchObject({
      public_network_access_enabled: false,
      purge_protection_enabled: true,
      rbac_authorization_enabled: true,
      soft_delete_retention_days: 90,
      network_acls: { bypass: 'AzureServices', default_action: 'Deny' },
    });
    expect(inModule(foundry, 'azurerm_key_vault_key')).toMatchObject({
      key_opts: ['unwrapKey', 'wrapKey'],
      rotation_policy: { expire_after: 'P365D', automatic: { time_before_expiry: 'P60D' } },
    });
  });

  it('is used by one identity, and waited for', () => {
    expect(inModule(foundry, 'azurerm_role_assignment', 'Key_')).toMatchObject({ role_definition_name: 'Key Vault Crypto Service Encryption User' });
    expect(inModule(foundry, 'terraform_data', 'Key_UseSettled').provisioner).toEqual([{ 'local-exec': { command: 'sleep 600' } }]);
  });
});
