import type { Leaf, Reviewed } from '../../catalogue/arguments/shape.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { isNumber, isScalar } from './subjects.js';

/** An argument that differs from what was reviewed. */
export type Unreviewed =
  /** `within`: every argument inside, elements of lists without number. */
  | { readonly kind: 'unknown'; readonly argument: string; readonly within: readonly string[] }
  | { readonly kind: 'absent'; readonly argument: string }
  | { readonly kind: 'combination'; readonly argument: string; readonly found: string; readonly allowed: string }
  | { readonly kind: 'value'; readonly argument: string; readonly found: string; readonly allowed: string };

/** Place of a value, from the inside out: text is made of it only where something differs. */
interface Place {
  readonly outer: Place | undefined;
  readonly key: string | number;
}

/** Compares a value with the shape that was reviewed. Arguments are named as in `Rules[0].Status`. */
export function unreviewedIn(value: unknown, reviewed: Reviewed): readonly Unreviewed[] {
  const found: Unreviewed[] = [];
  compare(value, reviewed, undefined, found);
  return found;
}

function compare(value: unknown, reviewed: Reviewed, at: Place | undefined, found: Unreviewed[]): void {
  if (reviewed.kind === 'anything') return;
  if (reviewed.kind === 'list') {
    if (!Array.isArray(value)) compare(value, reviewed.element, at, found);
    else if (value.length === 0 && !reviewed.mayBeEmpty)
      found.push({ kind: 'value', argument: shownPlace(at), found: 'an empty list', allowed: 'one value or more' });
    else for (let index = 0; index < value.length; index++) compare(value[index], reviewed.element, { outer: at, key: index }, found);
    return;
  }
  const leaf = reviewed.kind === 'leaf' ? reviewed.leaf : reviewed.instead;
  if (isScalar(value)) {
    if (leaf === undefined || !takes(leaf, value)) found.push({ kind: 'value', argument: shownPlace(at), found: renderedText(value), allowed: shown(leaf) });
    return;
  }
  // Terraform takes a list of one block for the block.
  if (reviewed.kind === 'block' && Array.isArray(value) && value.length === 1 && !isScalar(value[0]) && !Array.isArray(value[0])) {
    compare(value[0], reviewed, at, found);
    return;
  }
  if (reviewed.kind === 'leaf' || Array.isArray(value)) {
    found.push({ kind: 'value', argument: shownPlace(at), found: Array.isArray(value) ? 'a list' : 'a block', allowed: shown(leaf) });
    return;
  }
  const block = value as Readonly<Record<string, unknown>>;
  for (const name in block) {
    if (forPeople.has(name) && isScalar(block[name])) continue;
    const inner = reviewed.arguments.get(name) ?? reviewed.others;
    if (inner === undefined) {
      const argument = shownPlace({ outer: at, key: name });
      found.push({ kind: 'unknown', argument, within: [...new Set(leavesOf(block[name], withoutNumbers(argument)))] });
    }
    // Terraform takes null for not given.
    else if (block[name] !== null) compare(block[name], inner, { outer: at, key: name }, found);
  }
  if (reviewed.together !== undefined) combine(block, reviewed.together, at, found);
  for (const name of reviewed.always) {
    if (block[name] === undefined || block[name] === null) found.push({ kind: 'absent', argument: shownPlace({ outer: at, key: name }) });
  }
}

/** `Rules[0].Status` as `Rules.Status`. */
export function withoutNumbers(argument: string): string {
  return argument.replace(/\[\d+\]/g, '');
}

function leavesOf(value: unknown, at: string): string[] {
  if (isScalar(value)) return [at];
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, at));
  return Object.entries(value as object).flatMap(([name, inner]) => leavesOf(inner, `${at}.${name}`));
}

/** Arguments that go together, such as those of one kind of endpoint. What was never reviewed at all is named by itself. */
function combine(block: Readonly<Record<string, unknown>>, together: readonly (readonly string[])[], at: Place | undefined, found: Unreviewed[]): void {
  const given = together.flat().filter((name) => (block[name] ?? null) !== null);
  if (together.some((names) => names.length === given.length && names.every((name) => given.includes(name)))) return;
  const allowed = together.map((names) => names.join(' and ') || 'neither').join('; ');
  found.push({ kind: 'combination', argument: shownPlace(at), found: given.join(' and ') || 'none of them', allowed });
}

/** Text that nothing acts on. */
const forPeople: ReadonlySet<string> = new Set(['Description', 'Sid', 'description']);

function takes(leaf: Leaf, value: unknown): boolean {
  if (leaf === 'text') return value !== null && typeof value !== 'boolean';
  if (leaf === 'number') return isNumber(value) || (typeof value === 'object' && value !== null);
  return typeof value !== 'object' && leaf.has(String(value));
}

function shown(leaf: Leaf | undefined): string {
  if (leaf === undefined) return 'a block';
  if (leaf === 'text') return 'text';
  return leaf === 'number' ? 'a number' : [...leaf].join(', ') || 'nothing';
}

function shownPlace(place: Place | undefined): string {
  if (place === undefined) return '';
  const outer = shownPlace(place.outer);
  if (typeof place.key === 'number') return `${outer}[${place.key}]`;
  return outer === '' ? place.key : `${outer}.${place.key}`;
}
