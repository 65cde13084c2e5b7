import { record } from '../evidence/synthesized/stack.js';

/** A value with every string rewritten; keys stay. */
export function mapStrings(value: unknown, rewrite: (text: string) => string): unknown {
  if (typeof value === 'string') return rewrite(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, rewrite));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(record(value)).map(([key, item]) => [key, mapStrings(item, rewrite)]));
}

/** A value in which names of resources are replaced where they are referred to: `Ref`, `${Name.attribute}`, addresses. */
export function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (names.size === 0) return value;
  return mapStrings(value, (text) => {
    const whole = names.get(text);
    if (whole !== undefined) return whole;
    return text.replace(/(?<=\$\{[^}]*?)(?:[a-z0-9]+_[a-z0-9_]+\.)?[A-Za-z0-9_]+/g, (word) => names.get(word) ?? word);
  });
}
