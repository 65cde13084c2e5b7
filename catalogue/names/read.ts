import { readTable } from '../read-table.js';

/** How resources of a type are told apart by name. */
export interface Named {
  /** Path of the argument or property that is the name: the first of these that is there. */
  readonly name: readonly string[];
  /** Arguments, or places of the stack, within which a name is given once; none for all of the cloud. */
  readonly within: readonly string[];
  /**
   * Kind of name in facts/limits.yaml.
   * @default - no limit is known
   */
  readonly form?: string;
}

/** A type of which several may have one name, or which has none. */
export interface Unnamed {
  readonly repeats: string;
}

/** As written: one path without a list. */
type Written = (Omit<Named, 'name'> & { readonly name: string }) | Unnamed;

let known: Readonly<Record<string, Named | Unnamed>> | undefined;

/** By type: every one that modules of Terraform have here, and those of AWS that are named otherwise than most. */
export function nameTable(): Readonly<Record<string, Named | Unnamed>> {
  known ??= Object.fromEntries(
    Object.entries(readTable('names/names') as Record<string, Written>).map(([type, row]) => [type, 'repeats' in row ? row : { ...row, name: [row.name] }]),
  );
  return known;
}

/** How a type is named. One without a row, such as those that an extension declares, is as most of its cloud are, and held to one. */
export function namingOf(type: string): Named | Unnamed {
  return nameTable()[type] ?? conventionOf(type);
}

/** Where most types of a cloud have their name. */
export function conventionOf(type: string): Named {
  if (type.includes('::')) return { name: [`${type.split('::').at(-1)}Name`, 'Name'], within: ['account', 'region'] };
  return { name: ['name'], within: ['project', 'location', 'region', 'zone', 'subscription', 'resource_group_name', 'parent', 'parent_id'] };
}
