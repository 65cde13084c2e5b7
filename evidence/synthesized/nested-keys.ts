import { record } from './stack.js';

/** Every key at any depth of a value, with its value. */
export function* nestedKeys(value: unknown): Iterable<readonly [key: string, value: unknown]> {
  if (Array.isArray(value)) {
    for (const item of value) yield* nestedKeys(item);
    return;
  }
  for (const [key, item] of Object.entries(record(value))) {
    yield [key, item];
    yield* nestedKeys(item);
  }
}
