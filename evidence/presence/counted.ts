import type { ReviewedResources } from '../../catalogue/resources/read.js';
import type { Named } from './named.js';

/** How many there are of each name of a table, and what has no name in it. */
export interface Counted {
  readonly numbers: ReadonlyMap<string, number>;
  readonly unknown: readonly Named[];
}

/** Finds the name of a table that something has, if any. */
export type NameOf = (named: Named) => string | undefined;

const readers = new WeakMap<ReviewedResources, NameOf>();

/** Counts what a stack has by the names of a table. */
export function countedBy(table: ReviewedResources, all: Iterable<Named>): Counted {
  const nameOf =
    readers.get(table) ??
    nameReader([...table.always, ...Object.keys(table.counted), ...Object.values(table.where).flat(), ...table.together.flat(), ...table.sometimes]);
  readers.set(table, nameOf);
  const numbers = new Map<string, number>();
  const unknown: Named[] = [];
  for (const named of all) {
    const name = nameOf(named);
    if (name === undefined) unknown.push(named);
    else numbers.set(name, (numbers.get(name) ?? 0) + 1);
  }
  return { numbers, unknown };
}

/** The name itself, else the one with most letters of its own: `Agents{}Role` before `{}Role`. */
export function nameReader(names: readonly string[]): NameOf {
  const known = new Set(names);
  const patterns = new Map<string, (readonly [name: string, pattern: RegExp])[]>();
  const open = names.filter((name) => /\{\}|#/.test(name)).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  for (const name of open) {
    const type = name.slice(0, name.lastIndexOf(' '));
    const source = name
      .slice(type.length + 1)
      .replace(/[.*+?^$()[\]\\|]/g, '\\$&')
      .replaceAll('{}', '.+')
      .replaceAll('#', '\\d+');
    patterns.set(type, [...(patterns.get(type) ?? []), [name, new RegExp(`^${source}$`)]]);
  }
  return ({ type, name }) => {
    const whole = `${type} ${name}`;
    return known.has(whole) ? whole : patterns.get(type)?.find(([, pattern]) => pattern.test(name))?.[0];
  };
}
