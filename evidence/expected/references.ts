import { record, type SynthesizedStack } from '../synthesized/stack.js';
import { Allowed } from './differences.js';

/** A reference to a resource of a type in the same CloudFormation stack: to its id, or to an attribute of it. */
export function refersTo({ resources }: SynthesizedStack, type: string, attribute?: string): Allowed {
  const words = attribute === undefined ? `a reference to a ${type} of the stack` : `${attribute} of a ${type} of the stack`;
  return new Allowed(words, (text) =>
    resources.some((resource) => resource.type === type && text === (attribute === undefined ? `\${${resource.id}}` : `\${${resource.id}.${attribute}}`)),
  );
}

/** A reference to a template parameter that reads one value of Systems Manager. */
export function readsParameter({ document }: SynthesizedStack, name: string): Allowed {
  return new Allowed(`the value of ${name}`, (text) => {
    const [, id = ''] = /^\$\{(\w+)\}$/.exec(text) ?? [];
    return record(record(document['Parameters'])[id])['Default'] === name;
  });
}
