import { deletionOf, protectionsOf, servesAlone } from '../catalogue/asked.js';
import { type Resource, record } from '../evidence/synthesized/stack.js';
import type { Change, Draft } from './change.js';
import { isProtected } from './lifecycle.js';

/** What becomes of the data in a resource that a change takes away, by its own settings. Undefined where there is none to lose. */
export function dataFate(draft: Draft, before: Resource | undefined, after: Resource | undefined): Change['data'] {
  if (before === undefined || protectionsOf(before.type) === undefined) return undefined;
  if (draft.whole !== undefined && servesAlone(before.type)) return undefined;
  if (draft.whole === 'elsewhere')
    return { fate: 'kept', reason: 'its data stays at the old place, where nothing manages it any more, and is not copied to the new one' };
  if (draft.whole === 'gone')
    return { fate: 'kept', reason: 'nothing deletes a stack that is no longer synthesized; its data is lost when the stack is destroyed' };
  if (draft.action === 'move' && draft.why.startsWith('a moved block')) return undefined;
  if (draft.action === 'forget') return { fate: 'kept', reason: 'it leaves the state and stays, where nothing manages it any more' };
  if (draft.action !== 'delete' && draft.action !== 'replace' && draft.action !== 'may-replace' && draft.action !== 'move') return undefined;
  return before.stack.app === 'aws' ? cloudFormationFate(draft, before, after) : terraformFate(draft, before, after);
}

function cloudFormationFate(draft: Draft, before: Resource, after: Resource | undefined): Change['data'] {
  const goes = draft.action === 'delete' || draft.action === 'move';
  const attribute = goes ? 'DeletionPolicy' : 'UpdateReplacePolicy';
  // A resource that leaves the template is treated as the template before said; a replaced one as the new template says.
  const policy = String(record((goes ? before : (after ?? before)).definition)[attribute] ?? 'Delete');
  if (policy.startsWith('Retain')) return { fate: 'kept', reason: `${attribute} ${policy}: the old resource stays, outside the stack, and is billed on` };
  if (policy === 'Snapshot') return { fate: 'kept', reason: `${attribute} Snapshot: a snapshot is made before it is deleted` };
  const own = ownProtection(before);
  if (own !== undefined) return { fate: 'refused', reason: `${own}: the deletion fails until that is turned off` };
  if (deletionOf(before.type) === 'once-it-is-empty')
    return { fate: 'refused', reason: `${attribute} ${policy}: deleted once it is empty, the deployment fails while it holds objects` };
  // Protected because it serves, not because it holds data.
  if (servesAlone(before.type)) return undefined;
  return { fate: 'lost', reason: `${attribute} ${policy}: deleted with everything in it` };
}

function terraformFate(draft: Draft, before: Resource, after: Resource | undefined): NonNullable<Change['data']> {
  if (draft.action !== 'delete' && isProtected(after)) return { fate: 'refused', reason: 'prevent_destroy: the plan fails instead of replacing it' };
  const policy = before.properties['deletion_policy'];
  if (policy === 'PREVENT') return { fate: 'refused', reason: 'deletion_policy is PREVENT: the destruction fails' };
  const own = ownProtection(before);
  if (own !== undefined) return { fate: 'refused', reason: `${own}: the destruction fails while it holds data` };
  if (policy === 'ABANDON') return { fate: 'kept', reason: 'deletion_policy is ABANDON: it leaves the state and stays' };
  if (before.properties['purge_protection_enabled'] === true) return { fate: 'kept', reason: 'soft-deleted: it can be recovered until its retention ends' };
  if (deletionOf(before.type) === 'never') return { fate: 'kept', reason: 'a key ring cannot be deleted: it leaves the state and stays' };
  const what =
    deletionOf(before.type) === 'with-what-it-encrypts'
      ? 'every version of the key is destroyed, and with it whatever it encrypts'
      : 'destroyed with everything in it';
  const block = isProtected(before) ? ': prevent_destroy goes with the block it is in and protects nothing' : '';
  return { fate: 'lost', reason: `${what}${block}` };
}

/** A setting of the resource itself that stops its deletion. */
function ownProtection(resource: Resource): string | undefined {
  for (const protection of protectionsOf(resource.type) ?? []) {
    if (protection.kind !== 'field' || protection.field === 'purge_protection_enabled') continue;
    const [, list, key] = /^(\w+)\[(.+)\]$/.exec(protection.field) ?? [];
    const items = list === undefined ? [] : ((resource.properties[list] as unknown[] | undefined) ?? []).map(record);
    const value = key === undefined ? resource.properties[protection.field] : items.find((item) => item['Key'] === key)?.['Value'];
    if (String(value) === protection.value) return `${key ?? protection.field} is ${protection.value}`;
  }
  return undefined;
}
