import type { Draft, PropertyChange } from '../change.js';
import type { PublishedValue } from './published-value.js';

/** A published value that becomes another one. */
export interface Mark {
  /** What is put where the value is taken. */
  readonly text: string;
  /** Whether it is known before the deployment that it changes. */
  readonly certain: boolean;
  /** Continues the name of a property that takes it. */
  readonly because: string;
  readonly value: PublishedValue;
}

const written = / \(renewed (\d+)\)/g;

/**
 * Changes of a stack, joined by those that the marked values bring. What only a value brings that perhaps changes is `may-replace` at most,
 * and left out where it would change something in place.
 */
export function withRenewedValues(own: readonly Draft[], marks: readonly Mark[], changes: (marks: readonly Mark[]) => readonly Draft[]): Draft[] {
  const certain = marks.filter((mark) => mark.certain);
  const sure = certain.length === 0 ? [...own] : joined(own, changes(certain), certain);
  return certain.length === marks.length ? sure : joined(sure, changes(marks).flatMap(perhaps), marks);
}

function perhaps(draft: Draft): Draft[] {
  const properties = draft.properties.filter(({ forces }) => forces !== undefined).map((property): PropertyChange => ({ ...property, forces: 'may-replace' }));
  return properties.length === 0 ? [] : [{ ...draft, properties, action: 'may-replace' }];
}

/** Drafts of a stack with what another comparison of it found besides. */
function joined(own: readonly Draft[], found: readonly Draft[], marks: readonly Mark[]): Draft[] {
  const drafts = new Map(own.map((draft) => [draft.id, draft]));
  for (const draft of found) {
    const known = drafts.get(draft.id);
    if (!isInPlace(draft) || (known !== undefined && !isInPlace(known))) continue;
    const properties = known?.properties ?? [];
    const paths = new Set(properties.map(({ path }) => path));
    const added = draft.properties.filter(({ path }) => !paths.has(unmarked(path))).map((property) => explained(property, marks));
    const stronger = properties.map((property) =>
      withForce(
        property,
        draft.properties.find(({ path }) => unmarked(path) === property.path),
      ),
    );
    const outranks = strength(draft) > strength(known);
    if (added.length === 0 && !outranks) continue;
    const { noise: _, ...rest } = known ?? draft;
    drafts.set(draft.id, {
      ...rest,
      properties: [...stronger, ...added],
      ...(outranks && { action: draft.action, why: unmarked(draft.why) }),
      ...(known?.noise !== undefined && added.length === 0 && { noise: known.noise }),
    });
  }
  return [...drafts.values()];
}

/** What changes a resource that is there before and after. */
function isInPlace({ action }: Draft): boolean {
  return action === 'update' || action === 'may-replace' || action === 'replace';
}

function strength(draft: Draft | undefined): number {
  return ['update', 'may-replace', 'replace'].indexOf(draft?.action ?? '');
}

function withForce(property: PropertyChange, found: PropertyChange | undefined): PropertyChange {
  if (found?.forces === undefined || property.forces === 'replace') return property;
  return { ...property, forces: found.forces };
}

/** A property that differs only by a mark says whose value it takes; one that refers to a resource of its own stack says so already. */
function explained(property: PropertyChange, marks: readonly Mark[]): PropertyChange {
  const { path, lines, forces, note } = property;
  if (lines?.[0]?.startsWith('  refers to') === true) return property;
  const [number] = [...JSON.stringify(property).matchAll(written)].map(([text]) => text);
  const mark = marks.find(({ text }) => text === number) ?? marks[0];
  return { path: unmarked(path), lines: [`  ${mark?.because ?? ''}`], ...(forces !== undefined && { forces }), ...(note !== undefined && { note }) };
}

function unmarked(text: string): string {
  return text.replace(written, '');
}
