import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('azure-fleet-us-nd', 'examples/azure-nodes.yaml');

describe('disks of a fleet on Azure', () => {
  it('follow each rotation of a key of ours', () => {
    expect(inModule(fleet, 'azurerm_disk_encryption_set')).toMatchObject({
      auto_key_rotation_enabled: true,
      encryption_type: 'EncryptionAtRestWithCustomerKey',
      key_vault_key_id: expect.stringMatching(/\.versionless_id\}$/),
      depends_on: [expect.stringContaining('Key_UseSettled')],
    });
  });
});
