import type { SynthesizedStack } from '../synthesized/stack.js';
import { Allowed } from './differences.js';

/** A reference to a resource of a type in the same CloudFormation stack: to its id, or to an attribute of it. */
export function refersTo({ resources }: SynthesizedStack, type: string, attribute?: string): Allowed {
  const words = attribute === undefined ? `a reference to a ${type} of the stack` : `${attribute} of a ${type} of the stack`;
  return new Allowed(words, (text) =>
    resources.some((resource) => resource.type === type && text === (attribute === undefined ? `\${${resource.id}}` : `\${${resource.id}.${attribute}}`)),
  );
}
