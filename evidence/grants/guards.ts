import { rowOf } from '../../catalogue/rows.js';
import { unemittedOf } from '../../catalogue/unemitted.js';

/** Forms that limit, filter or record instead of granting. */
const limiting = new Set<string>(['organization-policy', 'audit-config', 'perimeter', 'prompt-filter', 'policy-assignment', 'content-filter']);

/** Whether a type is a guard: a boundary of an organization, a perimeter, a filter, a record of calls. */
export function isGuard(type: string): boolean {
  if (type === 'AWS::Organizations::Policy') return true;
  const row = rowOf(type);
  const form = row === undefined ? unemittedOf(type).grants : row.principals.kind === 'grants' ? row.principals.form : undefined;
  return form !== undefined && limiting.has(form);
}
