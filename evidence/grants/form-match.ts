import type { GrantForm } from '../../catalogue/grants/read.js';
import type { Values } from '../../derived/grants/blanks.js';
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

/** Whether a unit has a form. Most comparisons end at the first path, so that nothing is collected. */
export function hasForm(unit: GrantedUnit, form: GrantForm, values: Values): boolean {
  const paths = Object.keys(form.says);
  if (paths.some((path) => path.includes('<'))) return formDifferences(unit, form, values).length === 0;
  if (paths.length !== Object.keys(unit.values).length) return false;
  return paths.every((path) => {
    const received = unit.values[path];
    return received !== undefined && differenceAt(path, received, form.says[path] ?? [], values) === undefined;
  });
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
  const choices = patterns.map((pattern) => filled(pattern, values));
  const isAllowed = (text: string) => choices.some((texts) => texts.includes(text));
  const isSaid = (texts: readonly string[], index: number) =>
    patterns[index]?.includes('<every ') === true ? texts.every((text) => received.includes(text)) : texts.some((text) => received.includes(text));
  if (received.every(isAllowed) && choices.every(isSaid)) return undefined;
  return { path, received, allowed: [...new Set(choices.flat())].sort() };
}
