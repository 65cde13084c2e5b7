import { blockOf, elementOf, type Leaf, leafOf, type Shape } from '../../catalogue/arguments/shape.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { record } from '../synthesized/stack.js';
import { isNumber, isScalar } from './subjects.js';

/** An argument that differs from what was reviewed. */
export type Unreviewed =
  | { readonly kind: 'unknown' | 'absent'; readonly argument: string }
  | { readonly kind: 'value'; readonly argument: string; readonly found: string; readonly allowed: string };

/** Compares a value with the shape that was reviewed, in the order of its arguments. Paths are as in `Rules[0].Status`. */
export function* unreviewedIn(value: unknown, shape: Shape, argument = ''): Iterable<Unreviewed> {
  if (shape === 'anything') return;
  const element = elementOf(shape);
  if (element !== undefined) {
    if (!Array.isArray(value)) yield* unreviewedIn(value, element, argument);
    else for (const [index, item] of value.entries()) yield* unreviewedIn(item, element, `${argument}[${index}]`);
    return;
  }
  const block = blockOf(shape);
  const leaf = block === undefined ? leafOf(shape) : block.instead;
  if (isScalar(value)) {
    const allowed = leaf === undefined ? 'a block' : takes(leaf, value) ? undefined : shown(leaf);
    if (allowed !== undefined) yield { kind: 'value', argument, found: renderedText(value), allowed };
    return;
  }
  if (block === undefined || Array.isArray(value)) {
    yield { kind: 'value', argument, found: Array.isArray(value) ? 'a list' : 'a block', allowed: leaf === undefined ? 'a block' : shown(leaf) };
    return;
  }
  const path = (name: string) => (argument === '' ? name : `${argument}.${name}`);
  const any = block.arguments.get('*')?.shape;
  for (const [name, inner] of Object.entries(record(value))) {
    const known = block.arguments.get(name)?.shape ?? any;
    if (known === undefined) yield { kind: 'unknown', argument: path(name) };
    // Terraform takes null for not given.
    else if (inner !== null) yield* unreviewedIn(inner, known, path(name));
  }
  for (const [name, { always, shape: inner }] of block.arguments) {
    if (always && inner !== 'null' && (record(value)[name] ?? undefined) === undefined) yield { kind: 'absent', argument: path(name) };
  }
}

function takes(leaf: Leaf, value: unknown): boolean {
  if (leaf === 'text') return value !== null && typeof value !== 'boolean';
  if (leaf === 'number') return isNumber(value) || typeof value === 'object';
  return value !== null && typeof value !== 'object' && leaf.includes(String(value));
}

function shown(leaf: Leaf): string {
  if (leaf === 'text') return 'text';
  return leaf === 'number' ? 'a number' : leaf.length === 0 ? 'nothing' : leaf.join(', ');
}
