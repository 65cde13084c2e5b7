import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundry = written('azure-foundry-dev-foundry');

describe('a Foundry account', () => {
  it('is private, has no key to call it with, and encrypts with a key of ours', () => {
    expect(inModule(foundry, 'azurerm_cognitive_account')).toMatchObject({
      kind: 'AIServices',
      public_network_access_enabled: false,
      local_auth_enabled: false,
      customer_managed_key: { key_vault_key_id: expect.stringContaining('versionless_id') },
      identity: { type: 'UserAssigned' },
    });
  });
});
