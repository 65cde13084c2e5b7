import { type Field, isField } from './field.js';
import { type FormedField, formsOf, tagsOf } from './forms.js';

/** A field and where it is: `hosts.<id>.profile`, in the form whose tags are `bedrock`. */
export interface FieldPlace extends FormedField {
  /** Names on the way; `<id>` stands for the keys of a map, `[]` for the elements of a list. */
  readonly path: readonly string[];
  /** Whether the mapping around it needs it. */
  readonly required: boolean;
}

/** Every field of a file, in the order of its schema. */
export function placesIn(field: Field, path: readonly string[] = [], tags: readonly string[] = []): FieldPlace[] {
  return formsOf(field).flatMap((form) => {
    const own = [...tags, ...tagsOf(form, field)];
    return [
      ...Object.entries(form.properties ?? {}).flatMap(([name, part]) => [
        placed([...path, name], own, part, form.required?.includes(name) ?? false),
        ...placesIn(part, [...path, name], own),
      ]),
      ...(isField(form.additionalProperties) ? placesIn(form.additionalProperties, [...path, '<id>'], own) : []),
      ...(isField(form.items) ? placesIn(form.items, [...path, '[]'], own) : []),
    ];
  });
}

function placed(path: readonly string[], tags: readonly string[], field: Field, required: boolean): FieldPlace {
  return { path, names: path.filter((part) => part !== '<id>' && part !== '[]'), tags, field, required };
}
