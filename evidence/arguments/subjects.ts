import { isText } from '../synthesized/rendered-text.js';
import { blocks, type Resource, record, type SynthesizedStack } from '../synthesized/stack.js';

/** Something with arguments: a resource, or in a module also a source of data, a variable, a provider or a backend. */
export interface Subject {
  /** As the tables of reviewed arguments name it: a type, or `data <type>`, `provider <name>`, `backend <kind>`. */
  readonly name: string;
  /** As a person finds it in the output. */
  readonly label: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly resource?: Resource;
}

/** A resource as messages name it: an address has its type. */
export function labelOf({ type, id }: Resource): string {
  return id.startsWith(`${type}.`) ? id : `${type} ${id}`;
}

/** Everything in a stack that has arguments. */
export function* subjectsOf(stack: SynthesizedStack): Iterable<Subject> {
  for (const resource of stack.resources) {
    yield { name: resource.type, label: labelOf(resource), value: argumentsOf(resource.properties, stack.app), resource };
  }
  if (stack.app === 'aws') return;
  for (const [type, byName] of Object.entries(record(stack.document['data']))) {
    for (const [name, value] of Object.entries(record(byName))) {
      yield { name: `data ${type}`, label: `data ${type}.${name}`, value: argumentsOf(record(value), stack.app) };
    }
  }
  for (const [name, value] of Object.entries(record(stack.document['variable']))) {
    yield { name: `variable ${name}`, label: `variable ${name}`, value: record(value) };
  }
  for (const [name, all] of Object.entries(record(stack.document['provider']))) {
    for (const value of blocks(all)) yield { name: `provider ${name}`, label: `provider ${name}`, value };
  }
  for (const [kind, value] of Object.entries(record(record(stack.document['terraform'])['backend']))) {
    yield { name: `backend ${kind}`, label: `backend ${kind}`, value: record(value) };
  }
}

/** Without what cdktf notes for itself and what only orders resources. */
function argumentsOf(value: Readonly<Record<string, unknown>>, app: SynthesizedStack['app']): Readonly<Record<string, unknown>> {
  if (app === 'aws') return value;
  const { '//': _note, depends_on: _order, ...rest } = value;
  return rest;
}

/** Whether a value is one, and no list or block: text, a number, a switch, or a reference that becomes one. */
export function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object' || isText(value);
}

/** A number, or text that is one: CloudFormation and Terraform take either. Longer ones are account ids and digests. */
export function isNumber(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d{1,9}(\.\d+)?$/.test(value));
}
