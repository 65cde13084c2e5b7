import { dig, type Resource } from '../evidence/synthesized/stack.js';
import type { Draft } from './change.js';
import { placeOf } from './force-new.js';

/** How an attribute of a changed resource becomes another one. */
export interface AttributeChange {
  /** Whether it is known before the deployment that it changes. */
  readonly certain: boolean;
  /** Continues "refers to `<address>`, …". */
  readonly because: string;
}

/**
 * What happens to an attribute of a resource that a draft changes; undefined when it keeps its value. What the module
 * writes changes only with the module; what the provider computes, such as an id, changes when the resource is replaced.
 */
export function attributeChange(draft: Draft, attribute: string, resource: Resource | undefined): AttributeChange | undefined {
  if (draft.action === 'create' || draft.noise !== undefined) return undefined;
  if (isWritten(resource, attribute)) return changes(draft, attribute) ? { certain: true, because: `whose ${attribute} changes` } : undefined;
  if (draft.action === 'replace') return { certain: true, because: 'which is replaced' };
  return draft.action === 'may-replace' ? { certain: false, because: 'which may be replaced' } : undefined;
}

/** Whether a draft sets off `replace_triggered_by`: only changes that reach the resource do. */
export function setsOff(draft: Draft, attribute: string, resource: Resource | undefined): boolean {
  const { action, noise, properties } = draft;
  if ((action !== 'update' && action !== 'replace' && action !== 'may-replace') || (noise !== undefined && noise !== 'hash')) return false;
  if (attribute === '') return properties.some(({ path, idle }) => idle === undefined && !/^(lifecycle|depends_on|timeouts)\b/.test(path));
  return isWritten(resource, attribute) ? changes(draft, attribute) : action !== 'update';
}

function isWritten(resource: Resource | undefined, attribute: string): boolean {
  return resource !== undefined && dig(resource.properties, ...placeOf(attribute).split('.')) !== undefined;
}

/** Whether a written argument, or something in it, becomes another one. */
function changes({ properties }: Draft, attribute: string): boolean {
  const name = placeOf(attribute);
  return properties.some(({ path, idle }) => {
    const place = placeOf(path);
    return idle === undefined && (place === name || place.startsWith(`${name}.`) || name.startsWith(`${place}.`));
  });
}
