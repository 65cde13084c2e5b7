import { record } from '../synthesized/stack.js';
import { masked, maskText, maskValue } from './mask.js';

/** A text that may quote a value, without the secrets in that value: rules say what they received, and that may be where somebody put one. */
export function withoutSecrets(text: string, value: unknown): string {
  return secretsOf(value).reduce((shown, secret) => shown.replaceAll(secret, masked), maskText(text));
}

/** By resource or document: several findings speak of one. */
const known = new WeakMap<object, readonly string[]>();

/** Every secret in a value, the longest first. */
function secretsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [...secretsIn(value, maskValue(value))];
  const found = known.get(value) ?? [...secretsIn(value, maskValue(value))].sort((a, b) => b.length - a.length);
  known.set(value, found);
  return found;
}

/** Shorter ones are words: nothing would be left to read. */
const shortest = 6;

/** Texts that masking changed as a whole: what it changed a part of, it recognises in any text. */
function* secretsIn(plain: unknown, shown: unknown): Iterable<string> {
  if (typeof plain === 'string' || typeof plain === 'number') {
    if (shown === masked && String(plain).length >= shortest) yield String(plain);
  } else if (Array.isArray(plain) && Array.isArray(shown)) {
    for (const [index, item] of plain.entries()) yield* secretsIn(item, shown[index]);
  } else if (plain !== null && typeof plain === 'object') {
    // Masking keeps the order of keys, and may hide what one says.
    const values = Object.values(record(shown));
    for (const [index, item] of Object.values(plain).entries()) yield* secretsIn(item, values[index]);
  }
}
