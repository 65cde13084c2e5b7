import type { Problem } from '../synthesized/problem.js';
import type { Resource, SynthesizedStack } from '../synthesized/stack.js';
import { differences, type Form } from './differences.js';

/** Resources of a type in stacks. */
export function ofType(stacks: readonly SynthesizedStack[], type: string): Resource[] {
  return stacks.flatMap(({ resources }) => resources).filter((resource) => resource.type === type);
}

/** How some fields of a resource differ from their form; what the form does not name is left to other rules. */
export function* fieldsDiffer(resource: Resource, fields: Readonly<Record<string, Form>>): Iterable<Problem> {
  for (const [field, form] of Object.entries(fields)) {
    for (const message of differences(form, resource.properties[field], field)) yield { resource, message: `${resource.id} ${message}` };
  }
}

/** The same, where the form names all that the resource may have. */
export function* allFieldsDiffer(resource: Resource, fields: Readonly<Record<string, Form>>): Iterable<Problem> {
  yield* fieldsDiffer(resource, fields);
  for (const field of Object.keys(resource.properties).filter((name) => !(name in fields) && name !== 'depends_on' && name !== '//'))
    yield { resource, message: `${resource.id} has ${field}. Allowed: ${Object.keys(fields).join(', ')}.` };
}

/** Why there are not as many resources of a type as there should be. */
export function* countDiffers(stacks: readonly SynthesizedStack[], type: string, wanted: number): Iterable<Problem> {
  const found = ofType(stacks, type).length;
  const [stack] = stacks;
  // A stack that is missing is found by state/complete.
  if (found !== wanted && stack !== undefined) yield { stack, message: `${stack.name} has ${found} of ${type}. Allowed: ${wanted}.` };
}
