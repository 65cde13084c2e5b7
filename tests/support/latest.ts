/**
 * Remembers what was made for a key, for the last so many keys: files of cases run one after another in one process, and what one of them asked for would lie in memory until
 * the last has ended.
 */
export function latest<T>(most: number): (key: string, make: () => T) => T {
  const known = new Map<string, T>();
  return (key, make) => {
    const found = known.has(key) ? (known.get(key) as T) : make();
    known.delete(key);
    known.set(key, found);
    const [oldest = key] = known.keys();
    if (known.size > most) known.delete(oldest);
    return found;
  };
}
