import type { GrantForm } from '../../catalogue/grants/read.js';
import { rowOf } from '../../catalogue/rows.js';
import { unemittedOf } from '../../catalogue/unemitted.js';

/** Forms that limit, filter or record instead of granting. */
const limiting = new Set<string>(['organization-policy', 'audit-config', 'perimeter', 'prompt-filter', 'policy-assignment', 'egress-policy', 'address-list']);

const withoutForm = new Set([
  'AWS::Organizations::Policy',
  'azurerm_policy_definition',
  'google_access_context_manager_access_policy',
  'google_vertex_ai_cache_config',
]);

/** Whether a type is a guard: a boundary of an organization, a perimeter, a filter, a record of calls. */
export function isGuard(type: string): boolean {
  if (withoutForm.has(type)) return true;
  const row = rowOf(type);
  const form = row === undefined ? unemittedOf(type).grants : row.principals.kind === 'grants' ? row.principals.form : undefined;
  return form !== undefined && limiting.has(form);
}

/** Whether a resource with this key in the table has to say this: what refuses, filters or records, and the version by which a policy is read. */
export function mustBe(key: string, says: GrantForm['says']): boolean {
  return isGuard(key.split(' ')[0] ?? '') || says['Effect']?.includes('Deny') === true || Object.keys(says).some((path) => /(^|\.)Version$/.test(path));
}
