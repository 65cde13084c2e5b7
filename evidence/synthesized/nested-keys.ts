import { record } from './stack.js';

/** Every key at any depth of a value, with its value. */
export function nestedKeys(value: unknown): readonly (readonly [key: string, value: unknown])[] {
  const found: (readonly [string, unknown])[] = [];
  collect(value, found);
  return found;
}

/** A generator inside a generator for each level would take most of a rule's time. */
function collect(value: unknown, found: (readonly [string, unknown])[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
    return;
  }
  for (const [key, item] of Object.entries(record(value))) {
    found.push([key, item]);
    collect(item, found);
  }
}
