/** What was read of a value: the path of each place with what was found there, which is a plain value, a kind of thing or a list of keys. */
export type Reads = Readonly<Record<string, string>>;

/** A value that writes down what is read of it. */
export interface Recording<T> {
  readonly value: T;
  readonly reads: Reads;
}

const separator = '\0';
const keys = '<keys>';

/** A copy of a value of maps, lists and plain values, whose readers are recorded. Nobody writes into it. */
export function recording<T extends object>(value: T): Recording<T> {
  const reads: Record<string, string> = {};
  return { value: recorded(value, '', reads) as T, reads };
}

/** What was read below a place, by key, so that a comparison goes to each place once. */
interface Place {
  /** What was found there, and its keys, as far as either was read. */
  found?: string;
  keys?: string;
  readonly below: Map<string, Place>;
}

const trees = new WeakMap<Reads, Place>();

function treeOf(reads: Reads): Place {
  const known = trees.get(reads);
  if (known !== undefined) return known;
  const root: Place = { below: new Map() };
  for (const [path, found] of Object.entries(reads)) {
    let place = root;
    const steps = path.split(separator).slice(1);
    const ofKeys = steps.at(-1) === keys;
    for (const step of ofKeys ? steps.slice(0, -1) : steps) {
      const next = place.below.get(step) ?? { below: new Map() };
      place.below.set(step, next);
      place = next;
    }
    if (ofKeys) place.keys = found;
    else place.found = found;
  }
  trees.set(reads, root);
  return root;
}

/** Whether whoever read the one value would have found the same in another. */
export function readsTheSame(reads: Reads, other: object): boolean {
  return samePlace(treeOf(reads), other);
}

function samePlace(place: Place, value: unknown): boolean {
  if (place.found !== undefined && place.found !== shownAs(value)) return false;
  if (place.keys !== undefined && place.keys !== keysOf(value)) return false;
  const inside = typeof value === 'object' && value !== null ? value : {};
  for (const [key, below] of place.below) if (!samePlace(below, Reflect.get(inside, key))) return false;
  return true;
}

/** Each place has a reader of its own, also where two places share a value: an edit may change one of them. */
function recorded(value: object, path: string, reads: Record<string, string>): object {
  const inside = new Map<string, object>();
  const found = (key: string | symbol, plain: unknown): unknown => {
    if (typeof key === 'symbol' || typeof plain === 'function') return plain;
    const place = `${path}${separator}${key}`;
    reads[place] = shownAs(plain);
    if (typeof plain !== 'object' || plain === null) return plain;
    const known = inside.get(key) ?? recorded(plain, place, reads);
    inside.set(key, known);
    return known;
  };
  // A copy, because a reader has to be shown what is frozen as it is.
  return new Proxy(Array.isArray(value) ? [...value] : { ...value }, {
    get: (copy, key) => found(key, Reflect.get(copy, key)),
    has: (copy, key) => {
      found(key, Reflect.get(copy, key));
      return Reflect.has(copy, key);
    },
    ownKeys: (copy) => {
      reads[`${path}${separator}${keys}`] = keysOf(copy);
      return Reflect.ownKeys(copy);
    },
    getOwnPropertyDescriptor: (copy, key) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(copy, key);
      return descriptor?.configurable === true ? { ...descriptor, value: found(key, descriptor.value) } : descriptor;
    },
    set: (_, key) => {
      throw new Error(`${path.replaceAll(separator, '.')}.${String(key)} is written, and a topology is only read`);
    },
  });
}

function keysOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? Object.keys(value).join(separator) : 'none';
}

/** A plain value as it is; of a map or list only that it is one, because what is in it is recorded when it is read. */
function shownAs(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `${typeof value} ${String(value)}`;
  return Array.isArray(value) ? 'list' : 'map';
}
