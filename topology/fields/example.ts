import type { Field } from './field.js';

/** A value that a field takes: as its schema says, else put together from its parts; undefined where a part has none. */
export function exampleOf(field: Field): unknown {
  if (field.examples !== undefined) return field.examples[0];
  if (field.const !== undefined) return field.const;
  const options = field.oneOf ?? field.anyOf;
  if (options !== undefined) return options.map(exampleOf).find((example) => example !== undefined);
  if (field.properties !== undefined) return ofMapping(field);
  if (field.prefixItems !== undefined) return all(field.prefixItems.map(exampleOf));
  if (typeof field.items === 'object') return all([exampleOf(field.items)]);
  if (typeof field.additionalProperties === 'object') return ofMap(field.propertyNames, field.additionalProperties);
  return undefined;
}

/** What a mapping needs; of one that needs nothing, all that it may have. */
function ofMapping({ properties = {}, required = [] }: Field): Record<string, unknown> | undefined {
  const names = required.length > 0 ? Object.keys(properties).filter((name) => required.includes(name)) : Object.keys(properties);
  const parts = names.map((name) => [name, exampleOf(properties[name] as Field)] as const);
  return parts.every(([, part]) => part !== undefined) ? Object.fromEntries(parts) : undefined;
}

function ofMap(keys: Field | undefined, values: Field): Record<string, unknown> | undefined {
  const [key, value] = [keys === undefined ? undefined : exampleOf(keys), exampleOf(values)];
  return key === undefined || value === undefined ? undefined : { [String(key)]: value };
}

function all(parts: readonly unknown[]): readonly unknown[] | undefined {
  return parts.includes(undefined) ? undefined : parts;
}
