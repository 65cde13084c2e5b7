import { describe, expect, it } from 'vitest';
import { lessSafe } from '../../diff/protections.js';

const changed = (type: string, path: string, before: unknown, after?: unknown) =>
  lessSafe({ type, action: 'update', properties: [{ path, before, ...(after !== undefined && { after }) }] });

describe('a change in place makes data less safe', () => {
  it.each([
    ['google_storage_bucket', 'lifecycle', [{ prevent_destroy: true }], undefined],
    ['google_storage_bucket', 'lifecycle.prevent_destroy', true, false],
    ['google_storage_bucket', 'force_destroy', false, true],
    ['google_discovery_engine_data_store', 'deletion_policy', 'PREVENT', 'DELETE'],
    ['azurerm_key_vault', 'purge_protection_enabled', true, false],
    ['AWS::S3::Bucket', 'DeletionPolicy', 'Retain', 'Delete'],
    ['AWS::RDS::DBCluster', 'Properties.DeletionProtection', true, false],
    ['Stack', 'terminationProtection', true, false],
  ])('by %s, %s', (type, path, before, after) => {
    expect(changed(type, path, before, after)).toBe('protection against deletion goes');
    expect(changed(type, path, after ?? false, before)).toBeUndefined();
  });

  it.each([
    ['AWS::Logs::LogGroup', 'Properties.KmsKeyId'],
    ['google_storage_bucket', 'encryption.default_kms_key_name'],
    ['azurerm_cognitive_account', 'customer_managed_key.key_vault_key_id'],
  ])('by another key of %s', (type, path) => {
    expect(changed(type, path, 'a', 'b')).toBe('another key encrypts it');
    expect(lessSafe({ type, action: 'update', properties: [{ path, after: 'b' }] })).toBeUndefined();
  });
});
