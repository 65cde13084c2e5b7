import { expect, it } from 'vitest';
import type { Json } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

it('the vault and the log are locked, and the account, whose deployments are replaced, is not', () => {
  const locks = Object.values<Json>(written('azure-foundry-dev-foundry').resource?.['azurerm_management_lock'] ?? {});
  expect(locks.map(({ lock_level, scope }) => `${lock_level} ${scope}`).sort()).toEqual([
    expect.stringMatching(/^CanNotDelete \$\{azurerm_key_vault\.Key_Vault_\w+\.id\}$/),
    expect.stringMatching(/^CanNotDelete \$\{azurerm_log_analytics_workspace\.AuditLog_Workspace_\w+\.id\}$/),
  ]);
});
