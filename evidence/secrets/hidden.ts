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
  const found =
    known.get(value) ??
    declarations(value)
      .flatMap((part) => [...secretsIn(part, maskValue(part))])
      .sort((a, b) => b.length - a.length);
  known.set(value, found);
  return found;
}

/** Sections of a template or a module whose keys are names that an author chose, and how many names are above each declaration. */
const sections: Readonly<Record<string, number>> = { Resources: 1, Outputs: 1, Parameters: 1, resource: 2, data: 2, output: 1, variable: 1 };

/**
 * A document by its declarations, anything else as it is. A resource that is called `Token` is no secret with all its tags: what it holds is told by the names
 * of its own properties. Of an output or a parameter the name tells what its value is.
 */
function declarations(value: object): unknown[] {
  if (record(value)['terraform'] === undefined && Object.keys(record(record(value)['Resources'])).length === 0) return [value];
  return Object.entries(value).flatMap(([section, content]) => (sections[section] === undefined ? [content] : declared('', content, sections[section])));
}

function declared(name: string, content: unknown, names: number): unknown[] {
  if (names > 0) return Object.entries(record(content)).flatMap(([key, item]) => declared(key, item, names - 1));
  const fields = record(content);
  const { Default: preset = fields['default'] } = fields;
  // Masking reads a name beside its value, as a variable of a container has it.
  return [content, ...[fields['Value'] ?? fields['value'], preset].map((item) => ({ Name: name, Value: item }))];
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
