import { type Field, isField } from './field.js';

/** A field of a file, and the tags of the forms that it is in, such as `self-hosted` and `aws`. */
export interface FormedField {
  readonly field: Field;
  /** Fields on the way to it, without ids and numbers. */
  readonly names: readonly string[];
  readonly tags: readonly string[];
}

/** The forms that a field can have: the options of a union, of unions in it as well; else itself. */
export function formsOf(field: Field): readonly Field[] {
  if (field.oneOf !== undefined) return field.oneOf.flatMap(formsOf);
  const mapping = mappingOf(field);
  return [mapping === undefined ? field : { ...mapping, ...(field.description !== undefined && { description: field.description }) }];
}

/** The one mapping that a value may be beside a word such as `none`. */
function mappingOf({ anyOf = [] }: Field): Field | undefined {
  return anyOf.find(({ properties }) => properties !== undefined);
}

/** Values that only this form of a union has. */
export function tagsOf(form: Field, union: Field): string[] {
  if (union.oneOf === undefined) return [];
  return Object.values(form.properties ?? {}).flatMap(({ const: tag }) => (tag === undefined ? [] : [String(tag)]));
}

/** The field at a path of a file, in the form that the data there have; undefined where the schema has none. */
export function fieldAt(root: Field, path: readonly (string | number)[], data: unknown): FormedField | undefined {
  let found: FormedField = inForm({ field: root, names: [], tags: [] }, data);
  let value = data;
  for (const part of path) {
    value = partOf(value, part);
    const { properties, prefixItems, additionalProperties, items } = found.field;
    const next: Field | boolean | undefined = properties?.[part] ?? prefixItems?.[Number(part)] ?? additionalProperties ?? items;
    if (!isField(next)) return undefined;
    const own = properties?.[part] !== undefined;
    // An entry of a list or map is explained by the list or map.
    const field = own || next.description !== undefined || found.field.description === undefined ? next : { ...next, description: found.field.description };
    found = inForm({ ...found, field, names: own ? [...found.names, String(part)] : found.names }, value);
  }
  return found;
}

/** A field that the data do not tell apart stays what it is. */
function inForm(found: FormedField, value: unknown): FormedField {
  const { field, tags } = found;
  const mapping = mappingOf(field);
  if (mapping !== undefined && value !== null && typeof value === 'object') return { ...found, field: mapping };
  if (field.oneOf === undefined) return found;
  const fitting = formsOf(field).find(({ properties = {}, required = [] }) =>
    Object.entries(properties).every(([name, { const: tag }]) => {
      const said = partOf(value, name);
      return tag === undefined || said === tag || (said === undefined && !required.includes(name));
    }),
  );
  return fitting === undefined ? found : { ...found, field: fitting, tags: [...tags, ...tagsOf(fitting, field)] };
}

/** Name of a field as an anchor of the reference: `hosts-bedrock-profile`. */
export function anchorOf({ names: [section = '', ...rest], tags }: Pick<FormedField, 'names' | 'tags'>): string {
  return [section, ...tags, ...rest].join('-').toLowerCase();
}

function partOf(value: unknown, part: string | number): unknown {
  return value === null || typeof value !== 'object' ? undefined : (value as Record<string | number, unknown>)[part];
}
