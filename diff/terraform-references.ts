import { type Resource, strings } from '../evidence/synthesized/stack.js';
import { isIgnored, triggersOf } from './lifecycle.js';

/** One argument of a module that takes an attribute of a resource. */
export interface Reference {
  /** Place of the argument. */
  readonly path: string;
  /** Address of the resource that it refers to. */
  readonly id: string;
  /** Attribute that it takes; empty for the whole resource. */
  readonly attribute: string;
}

const expression = /\$\{[^}]*?\b([a-z0-9]+_[a-z0-9_]+\.[A-Za-z0-9_-]+)(?:\[[^\]]*\])?\.([a-z_]+(?:\.[a-z_]+|\[[^\]]*\])*)/g;
const trigger = /^([a-z0-9]+_[a-z0-9_]+\.[A-Za-z0-9_-]+)(?:\[[^\]]*\])?\.?(.*)$/;

/** References whose change reaches the resource. Order of deployment, lifecycle and ignored arguments do not count. */
export function* referencesOf(resource: Resource, content: unknown): Iterable<Reference> {
  for (const [path, text] of strings(content)) {
    if (/^(depends_on|lifecycle|provider)\b/.test(path) || isIgnored(resource, path)) continue;
    for (const [, id = '', attribute = ''] of text.matchAll(expression)) yield { path, id, attribute };
  }
}

/** References by which `replace_triggered_by` replaces the resource. */
export function* replacementTriggers(resource: Resource): Iterable<Reference> {
  for (const address of triggersOf(resource)) {
    const [, id, attribute = ''] = trigger.exec(address) ?? [];
    if (id !== undefined) yield { path: 'lifecycle.replace_triggered_by', id, attribute };
  }
}
