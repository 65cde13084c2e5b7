import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundry = written('azure-foundry-dev-foundry');

describe('the audit log', () => {
  it('keeps who did what for a year, no content, and takes nothing from the internet', () => {
    expect(inModule(foundry, 'azurerm_log_analytics_workspace')).toMatchObject({
      retention_in_days: 365,
      internet_ingestion_enabled: false,
      local_authentication_enabled: false,
    });
    expect(inModule(foundry, 'azurerm_monitor_diagnostic_setting', 'AuditLog_Account').enabled_log).toEqual([{ category: 'Audit' }]);
    expect(inModule(foundry, 'azurerm_monitor_diagnostic_setting', 'AuditLog_Vault').enabled_log).toEqual([{ category: 'AuditEvent' }]);
  });
});
