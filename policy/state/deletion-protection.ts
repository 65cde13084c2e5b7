import { protectionsOf } from '../../catalogue/asked.js';
import { keptRevisions } from '../../catalogue/kept-revisions.js';
import type { Protection } from '../../catalogue/row.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, dig, type Resource } from '../../evidence/synthesized/stack.js';
import type { Rule } from '../rule.js';

/** Kinds of stack whose deletion takes capacity, access or data away, so that it needs a second step. */
const protectedStacks = /-aws-(account|capacity|fleet|gateway|identity|network|organization|weights)(-|$)/;

export const rule: Rule = {
  id: 'state/deletion-protection',
  severity: 'error',
  title: 'What holds data, keys or capacity outlives a mistaken delete.',
  why: 'A renamed construct, a wrong branch or a `destroy` in the wrong terminal deletes whatever is not protected. A deleted key makes every log and every weight under it unreadable; dedicated p5 capacity that was given up may not come back.',
  fix: 'Restore the protection: DeletionPolicy and UpdateReplacePolicy Retain, lifecycle.prevent_destroy, the lock, or the type’s own switch; terminationProtection on the stack.',
  source: 'AWS CloudFormation, DeletionPolicy attribute; Terraform language, lifecycle meta-argument',

  *stack(stack) {
    if (stack.app === 'aws' && protectedStacks.test(stack.name) && stack.terminationProtection !== true) {
      yield { path: stack.origin, stack, message: `Stack ${stack.name} has no termination protection. Needed: terminationProtection true.` };
    }
  },

  *resource(resource) {
    for (const protection of protectionsOf(resource.type) ?? []) {
      const problem = gap(resource, protection);
      if (problem !== undefined) yield { path: resource.origin, resource, message: `${resource.type} ${resource.id} has ${problem}.` };
    }
    for (const [policy, allowed] of Object.entries(keptRevisions[resource.type] ?? {})) {
      const received = String(resource.definition[policy] ?? 'unset');
      if (!allowed.includes(received))
        yield {
          path: resource.origin,
          resource,
          message: `${resource.type} ${resource.id}, which callers name, has ${policy} ${received}. Allowed: ${allowed.join(', ')}.`,
        };
    }
  },
};

/** A snapshot keeps the data too, where a type takes one; a resource whose own creation is rolled back has none. */
const keeping: Readonly<Record<string, readonly string[]>> = {
  DeletionPolicy: ['Retain', 'RetainExceptOnCreate', 'Snapshot'],
  UpdateReplacePolicy: ['Retain', 'Snapshot'],
};

function gap(resource: Resource, protection: Protection): string | undefined {
  switch (protection.kind) {
    case 'retain': {
      const open = Object.entries(keeping).flatMap(([policy, kept]) => (kept.includes(String(resource.definition[policy])) ? [] : [policy]));
      return open.length === 0 ? undefined : `no ${open.join(' and no ')} Retain`;
    }
    case 'prevent_destroy':
      return dig(resource.properties, 'lifecycle', 'prevent_destroy') === true ? undefined : 'no lifecycle.prevent_destroy true';
    case 'deletion_policy': {
      const policy = String(resource.properties['deletion_policy'] ?? 'unset');
      return ['PREVENT', 'ABANDON'].includes(policy) ? undefined : `deletion_policy ${policy}. Needed: PREVENT`;
    }
    case 'lock':
      return isLocked(resource) ? undefined : 'no management lock';
    case 'field': {
      const value = fieldOf(resource, protection.field);
      return value === protection.value ? undefined : `${protection.field} ${value ?? 'unset'}. Needed: ${protection.value}`;
    }
  }
}

/** Whether a lock beside it is on it and on nothing else. */
function isLocked({ id, stack }: Resource): boolean {
  return stack.resources.some(
    ({ type, properties }) =>
      type === 'azurerm_management_lock' && properties['scope'] === `\${${id}.id}` && ['CanNotDelete', 'ReadOnly'].includes(String(properties['lock_level'])),
  );
}

/** A property; `Attributes[key]` is the value of one entry of a list of keys and values. */
function fieldOf(resource: Resource, field: string): string | undefined {
  const [, list, key] = /^(\w+)\[(.+)\]$/.exec(field) ?? [];
  const value = list === undefined ? resource.properties[field] : blocks(resource.properties[list]).find((entry) => entry['Key'] === key)?.['Value'];
  return value === undefined ? undefined : renderedText(value);
}
