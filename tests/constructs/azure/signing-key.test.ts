import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const weights = written('azure-weights-eastus', 'examples/azure-nodes.yaml');

describe('the key that signs manifests on Azure', () => {
  it('is on P-256, in a vault of its own, and never rotates by itself', () => {
    const key = inModule(weights, 'azurerm_key_vault_key', 'SigningKey');
    expect(key).toMatchObject({ name: 'signing-1', key_type: 'EC', curve: 'P-256', key_opts: ['sign', 'verify'] });
    expect(key).not.toHaveProperty('rotation_policy');
    expect(key.key_vault_id).not.toBe(inModule(weights, 'azurerm_key_vault_key', 'Key_').key_vault_id);
  });

  it('is signed with by whoever brings weights in', () => {
    expect(inModule(weights, 'azurerm_role_assignment', 'SigningKey_Signer').scope).toMatch(/SigningKey.*resource_versionless_id/);
    expect(inModule(weights, 'azurerm_role_definition', 'Sign').permissions).toEqual([
      { data_actions: ['Microsoft.KeyVault/vaults/keys/read', 'Microsoft.KeyVault/vaults/keys/sign/action'] },
    ]);
  });
});
