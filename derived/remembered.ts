/** Longer texts are scripts and documents, each there once. */
const short = 200;

/** A reading of texts that keeps its answer for short ones: most are tags and names, and in an output many times. */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > short) return read(text);
    if (!known.has(text)) known.set(text, read(text));
    return known.get(text) as T;
  };
}
