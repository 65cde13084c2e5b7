import type { SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import type { Json } from '../../support/documents.js';
import { type Edit, type Kind, removed, type Step } from './kind.js';

/**
 * What is there afterwards: a value, or a function of what is there now. `undefined` from it leaves the place alone.
 */
type To = unknown;

/**
 * An edit of every resource of a type (`*` for all, `*aws` and `*terraform` for those of one application), or of the document itself (`@aws`, `@google`, `@azure`, by cloud).
 * The path is of properties, in steps divided by `/`: a key, `*` for every member, `Key=value` for the members of a list that have it,
 * `+` for a member added to a list, and `^` first for the whole resource instead of its properties. A list is entered without a step, because Terraform
 * writes one block as an object. All but the last step must be there, except below `@`.
 */
export type Row = readonly [type: string, path: string, to: To];

/** Edits of rows. */
export function rows(...list: readonly Row[]): Kind['edits'] {
  return function* (stack) {
    for (const [type, path, to] of list) {
      for (const [root, steps] of roots(stack, type, path)) {
        for (const at of type.startsWith('@') ? [[...root, ...steps]] : matches(valueAt(stack.document, root), steps, root)) yield* edit(stack, at, to);
      }
    }
  };
}

/** A value for one that is there: nothing is added where none is. */
export function instead(value: unknown): (before: unknown) => unknown {
  return (before) => (before === undefined ? undefined : value);
}

/** The edit of a place, unless it changes nothing. */
export function* edit(stack: SynthesizedStack, at: readonly Step[], to: To): Iterable<Edit> {
  const before = valueAt(stack.document, at);
  const after = typeof to === 'function' ? to(before) : to;
  if (after === undefined || (after === removed && before === undefined)) return;
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  yield { at, to: after };
}

/** Where in a document a resource is: all of it, and its properties. */
export function* resources(
  stack: SynthesizedStack,
  type = '*',
): Iterable<{ readonly type: string; readonly at: readonly Step[]; readonly properties: readonly Step[] }> {
  for (const resource of stack.resources) {
    if (type !== '*' && type !== `*${stack.app}` && resource.type !== type) continue;
    const at = stack.app === 'aws' ? ['Resources', resource.id] : ['resource', resource.type, resource.id.slice(resource.type.length + 1)];
    yield { type: resource.type, at, properties: stack.app === 'aws' ? [...at, 'Properties'] : at };
  }
}

function* roots(stack: SynthesizedStack, type: string, path: string): Iterable<readonly [root: readonly Step[], steps: readonly string[]]> {
  const steps = path.split('/');
  if (type.startsWith('@')) {
    if (stack.cloud === type.slice(1)) yield [[], steps];
    return;
  }
  for (const { at, properties } of resources(stack, type)) yield steps[0] === '^' ? [at, steps.slice(1)] : [properties, steps];
}

function* matches(value: Json, steps: readonly string[], at: readonly Step[]): Iterable<readonly Step[]> {
  const [step = '', ...rest] = steps;
  if (step === '+') {
    if (Array.isArray(value)) yield [...at, value.length];
    return;
  }
  if (value === null || typeof value !== 'object') return;
  if (step === '*' || step.includes('=')) {
    const [key = '', wanted] = step.split('=');
    for (const [name, member] of Object.entries<Json>(value)) {
      if (step !== '*' && String(member?.[key]) !== wanted) continue;
      const here = [...at, Array.isArray(value) ? Number(name) : name];
      yield* rest.length === 0 ? [here] : matches(member, rest, here);
    }
  } else if (Array.isArray(value)) for (const [index, member] of value.entries()) yield* matches(member, steps, [...at, index]);
  else if (rest.length === 0) yield [...at, step];
  else if (step in value) yield* matches(value[step], rest, [...at, step]);
}

/** A value inside another. */
export function valueAt(value: unknown, at: readonly Step[]): Json {
  return at.reduce<Json>((inner, step) => inner?.[step], value);
}

/** Every value inside another with the way to it, itself included. */
export function* inside(value: Json, at: readonly Step[] = []): Iterable<readonly [at: readonly Step[], value: Json]> {
  yield [at, value];
  if (Array.isArray(value)) for (const [index, member] of value.entries()) yield* inside(member, [...at, index]);
  else if (value !== null && typeof value === 'object') for (const [key, member] of Object.entries(value)) yield* inside(member, [...at, key]);
}

/** Text for people, and names: what they say is no fact of what is deployed. */
const texts =
  /^(description|.*_?display_?name|title|name|comment|label|sid|.*message|.*messaging|alarmdescription|groupdescription|dashboardbody|metadata|\/\/|template_id|bucket_id|bucketname|.*_name_prefix|depends_on|dependson|subject|email_subject|input|documentation|justification|tags|labels|user_labels)$/i;

/** Every string of a resource's properties that decides something. */
export function* decidingStrings(stack: SynthesizedStack): Iterable<readonly [at: readonly Step[], text: string]> {
  for (const { properties } of resources(stack)) {
    for (const [at, value] of inside(valueAt(stack.document, properties), properties)) {
      const below = at.slice(properties.length);
      if (typeof value !== 'string' || below.some((step) => typeof step === 'string' && texts.test(step))) continue;
      yield [at, value];
    }
  }
}
