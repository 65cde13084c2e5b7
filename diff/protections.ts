import { protectionsOf } from '../catalogue/asked.js';
import { record } from '../evidence/synthesized/stack.js';
import type { Draft, PropertyChange } from './change.js';

/** What a change in place does to the safety of data, in words; undefined when nothing. */
export function lessSafe({
  type,
  action,
  properties,
}: Pick<Draft, 'type' | 'action' | 'properties'>): 'protection against deletion goes' | 'another key encrypts it' | undefined {
  if (action !== 'update') return undefined;
  if (properties.some((change) => losesProtection(type, change))) return 'protection against deletion goes';
  return properties.some(({ path, before, after }) => keyName.test(path) && before !== undefined && before !== after) ? 'another key encrypts it' : undefined;
}

const keyName = /(^|\.)(kms_?(master_?)?key(_?(id|name|arn))?|default_kms_key_name|key_vault_key_id|SSEKMSMasterKeyId)$/i;

function losesProtection(type: string, { path, before, after }: PropertyChange): boolean {
  if (path === 'lifecycle') return prevents(before) && !prevents(after);
  if (path === 'lifecycle.prevent_destroy' || path === 'terminationProtection') return String(before) === 'true' && String(after) !== 'true';
  if (path === 'DeletionPolicy' || path === 'UpdateReplacePolicy')
    return /^(Retain|Snapshot)/.test(String(before)) && !/^(Retain|Snapshot)/.test(String(after));
  if (path === 'deletion_policy') return ['PREVENT', 'ABANDON'].includes(String(before)) && !['PREVENT', 'ABANDON'].includes(String(after));
  const name = path.replace(/^Properties\./, '');
  return (protectionsOf(type) ?? []).some(
    (protection) => protection.kind === 'field' && protection.field === name && String(before) === protection.value && String(after) !== protection.value,
  );
}

function prevents(lifecycle: unknown): boolean {
  return [lifecycle].flat().some((block) => record(block)['prevent_destroy'] === true);
}
