import { namedPlace } from '../../places/named-place.js';
import { valuesAt } from '../../places/values-at.js';
import type { Problem } from '../../synthesized/problem.js';
import { renderedText } from '../../synthesized/rendered-text.js';
import type { Resource } from '../../synthesized/stack.js';

/** What one setting of a resource may be. Paths are those of the catalogue. */
export interface Setting {
  readonly path: string;
  /** In words: closes "Allowed: …." */
  readonly allowed: string;
  readonly holds: (value: unknown, resource: Resource) => boolean;
  /** Absent is a finding as well. */
  readonly needed: boolean;
}

/** One of some values, numbers and switches as text. */
export const is = (path: string, ...values: readonly string[]): Setting => ({
  path,
  allowed: values.join(', ') || 'none',
  holds: (value) => values.includes(renderedText(value)),
  needed: true,
});

/** The same, where absent is fine too. */
export const mayBe = (path: string, ...values: readonly string[]): Setting => ({ ...is(path, ...values), needed: false });

/** Nothing, or an empty list. */
export const absent = (path: string): Setting => ({ path, allowed: 'none', holds: () => false, needed: false });

/** A resource of its own stack, of one of some types. */
export const names = (path: string, ...types: readonly string[]): Setting => ({
  path,
  allowed: `${types.join(' or ')} of this stack`,
  holds: (value, resource) => {
    const named = namedPlace(value, resource, []);
    return named.kind === 'resource' && types.includes(named.resource.type);
  },
  needed: true,
});

/** One of some values, or a resource of its own stack of a type. */
export const namesOr = (path: string, type: string, ...values: readonly string[]): Setting => {
  const [one, other] = [is(path, ...values), names(path, type)];
  return {
    path,
    allowed: [...values, other.allowed].join(', '),
    holds: (value, resource) => one.holds(value, resource) || other.holds(value, resource),
    needed: true,
  };
};

/** Where a resource is not set as derived. */
export function* unlike(resource: Resource, settings: readonly Setting[]): Iterable<Problem> {
  for (const { path, allowed, holds, needed } of settings) {
    const values = valuesAt(resource.properties, path);
    if (values.length === 0 && needed) yield { resource, message: `${resource.id}: ${path} is absent. Allowed: ${allowed}.` };
    for (const value of values) {
      if (!holds(value, resource)) yield { resource, message: `${resource.id}: ${path} is ${renderedText(value)}. Allowed: ${allowed}.` };
    }
  }
}
