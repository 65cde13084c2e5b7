/** Paths into a topology, as findings, origins and approvals name them. A section or field that the schema does not have does not compile. */
import type { Topology } from './schema/topology.js';

/** Keys below a value: of a union, those of all members; ids of entities are any text; elements of a list go by index. */
type KeyOf<T> = T extends readonly unknown[] ? number : T extends object ? keyof T & string : never;
/** What stands below a key, in whichever members of a union have it. */
type Below<T, Key> = T extends readonly (infer Item)[] ? NonNullable<Item> : T extends object ? (Key extends keyof T ? NonNullable<T[Key]> : never) : never;

/** A field of a value, or one below it: `capacity`, `nodes.instanceType`, `route[1]`. */
export type FieldOf<T> = KeyOf<T> | { [Key in KeyOf<T>]: Below<T, Key> extends infer Value ? Step<Key, Value> : never }[KeyOf<T>];

/** A key and what may follow it: each member of a union of values has its own. */
type Step<Key extends string | number, Value> = Value extends object ? `${Key}${KeyOf<Value> extends number ? `[${number}]` : `.${KeyOf<Value>}`}` : never;

export type HostField = FieldOf<Topology['hosts'][string]>;

type T = Topology;

/** `pathOf('workloads', id, 'route', 1)` is `workloads.<id>.route[1]`. */
export function pathOf<A extends KeyOf<T>>(a: A): string;
export function pathOf<A extends KeyOf<T>, B extends KeyOf<Below<T, A>>>(a: A, b: B): string;
export function pathOf<A extends KeyOf<T>, B extends KeyOf<Below<T, A>>, C extends FieldOf<Below<Below<T, A>, B>>>(a: A, b: B, c: C): string;
export function pathOf<
  A extends KeyOf<T>,
  B extends KeyOf<Below<T, A>>,
  C extends KeyOf<Below<Below<T, A>, B>>,
  D extends KeyOf<Below<Below<Below<T, A>, B>, C>>,
>(a: A, b: B, c: C, d: D): string;
export function pathOf<
  A extends KeyOf<T>,
  B extends KeyOf<Below<T, A>>,
  C extends KeyOf<Below<Below<T, A>, B>>,
  D extends KeyOf<Below<Below<Below<T, A>, B>, C>>,
  E extends KeyOf<Below<Below<Below<Below<T, A>, B>, C>, D>>,
>(a: A, b: B, c: C, d: D, e: E): string;
export function pathOf<
  A extends KeyOf<T>,
  B extends KeyOf<Below<T, A>>,
  C extends KeyOf<Below<Below<T, A>, B>>,
  D extends KeyOf<Below<Below<Below<T, A>, B>, C>>,
  E extends KeyOf<Below<Below<Below<Below<T, A>, B>, C>, D>>,
  F extends KeyOf<Below<Below<Below<Below<Below<T, A>, B>, C>, D>, E>>,
>(a: A, b: B, c: C, d: D, e: E, f: F): string;
export function pathOf(first: string, ...rest: (string | number)[]): string {
  return rest.reduce<string>((path, key) => (typeof key === 'number' ? `${path}[${key}]` : `${path}.${key}`), first);
}

/** Whether a path speaks of an entity or of something in it: `hosts.a` and `hosts.a.nodes`, never `hosts.ab`. */
export function isWithin(path: string, entity: string): boolean {
  return path === entity || path.startsWith(`${entity}.`);
}
