import type { GrantForm } from '../../catalogue/grants/read.js';
import type { Values } from '../../derived/grants/values.js';
import type { GrantedUnit } from './granted-units.js';

/** One place in which a unit differs from a form. */
export interface FormDifference {
  /** Path inside the unit, such as `Principal.AWS`. */
  readonly path: string;
  readonly received: readonly string[];
  readonly allowed: readonly string[];
}

const blank = /<([A-Za-z][\w ]*)>/;

const known = new WeakMap<Values, Map<string, readonly string[]>>();

/** Every text that a pattern stands for. None when a blank has no value here. */
export function filled(pattern: string, values: Values): readonly string[] {
  if (!pattern.includes('<')) return [pattern];
  const ofValues = known.get(values) ?? new Map<string, readonly string[]>();
  known.set(values, ofValues);
  const texts = ofValues.get(pattern) ?? fill(pattern, values);
  ofValues.set(pattern, texts);
  return texts;
}

function fill(pattern: string, values: Values): readonly string[] {
  const [whole, name] = blank.exec(pattern) ?? [];
  if (whole === undefined || name === undefined) return [pattern];
  return (values[name] ?? []).flatMap((value) =>
    fill(
      pattern.replace(whole, () => value),
      values,
    ),
  );
}

/** Whether a topology gives a form something to say: it has blanks for all of their values at once, and none is empty. */
export function isDue({ says }: GrantForm, values: Values): boolean {
  const patterns = Object.values(says)
    .flat()
    .filter((pattern) => pattern.includes('<every '));
  return patterns.length > 0 && patterns.every((pattern) => filled(pattern, values).length > 0);
}

/** Where a unit says something else than a form does; nothing when it has that form. */
export function formDifferences(unit: GrantedUnit, { says }: GrantForm, values: Values): FormDifference[] {
  const paths = Object.entries(says).map(([path, patterns]) => ({ path, paths: filled(path, values), patterns }));
  const known = new Set(paths.flatMap((one) => one.paths));
  const unknown = Object.entries(unit.values).flatMap(([path, received]) => (known.has(path) ? [] : [{ path, received, allowed: [] }]));
  const others = paths.flatMap(({ path, paths: alternatives, patterns }) => {
    const present = alternatives.filter((one) => unit.values[one] !== undefined);
    if (present.length === 0) return [{ path, received: [], allowed: patterns.flatMap((pattern) => filled(pattern, values)) }];
    return present.flatMap((one) => differenceAt(one, unit.values[one] ?? [], patterns, values) ?? []);
  });
  return [...unknown, ...others];
}

function differenceAt(path: string, received: readonly string[], patterns: readonly string[], values: Values): FormDifference | undefined {
  const choices = patterns.map((pattern) => ({ texts: filled(pattern, values), every: pattern.includes('<every ') }));
  const allowed = new Set(choices.flatMap(({ texts }) => texts));
  const whole = choices.every(({ texts, every }) => (every ? texts.every((text) => received.includes(text)) : texts.some((text) => received.includes(text))));
  return whole && received.every((text) => allowed.has(text)) ? undefined : { path, received, allowed: [...allowed].sort() };
}
