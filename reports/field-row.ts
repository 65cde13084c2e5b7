import { stringify } from 'yaml';
import { type Field, isField } from '../topology/fields/field.js';
import { anchorOf } from '../topology/fields/forms.js';
import type { FieldPlace } from '../topology/fields/places.js';
import { idForm } from '../topology/schema/primitives.js';
import { code, prose } from './markdown-text.js';

const longestExample = 100;

/** A field as a row of a table: its name below an entity, what it says, what is allowed, its default and an example. */
export function fieldRow(place: FieldPlace, depth: number): string[] {
  const { path, field } = place;
  const name = path.slice(depth).join('.').replaceAll('.[]', '[]');
  return [`<a id="${anchorOf(place)}"></a>${code(name)}`, prose(field.description ?? ''), allowed(field), defaultOf(place), exampleOf(field)];
}

function allowed(field: Field): string {
  const { type, unit, form } = field;
  if (field.const !== undefined) return code(String(field.const));
  if (field.enum !== undefined) return field.enum.map((value) => code(String(value))).join(', ');
  const options = field.oneOf ?? field.anyOf;
  if (options !== undefined) return field.oneOf === undefined ? [...new Set(options.map(allowed))].join(', or ') : 'a mapping, by its kind';
  if (type === 'integer' || type === 'number') return [type === 'integer' ? 'a whole number' : 'a number', bounds(field), unit].filter(Boolean).join(', ');
  if (type === 'boolean') return '`true`, `false`';
  if (type === 'array') return `a list${isField(field.items) ? ` of: ${allowed(field.items)}` : ''}`;
  if (isField(field.additionalProperties)) return 'a mapping by id';
  if (type === 'object') return 'a mapping';
  return form === idForm ? 'an id' : prose(form ?? 'text');
}

function bounds({ minimum, maximum }: Field): string {
  return minimum === undefined || maximum === undefined ? '' : `${number(minimum)} to ${number(maximum)}`;
}

function number(value: number): string {
  return value >= 1e9 && Number.isInteger(Math.log10(value)) ? `10^${Math.log10(value)}` : value.toLocaleString('en-US');
}

function defaultOf({ field, required }: FieldPlace): string {
  if (required) return '**required**';
  if (field.default === undefined) return prose(field.absent ?? '');
  const empty = typeof field.default === 'object' && Object.keys(field.default as object).length === 0;
  if (!empty) return code(flow(field.default));
  return field.properties === undefined ? 'none' : 'the defaults of its fields';
}

function exampleOf({ examples = [], properties, additionalProperties: entry }: Field): string {
  const text = flow(examples[0]);
  const below = properties !== undefined || (isField(entry) && (entry.properties !== undefined || entry.oneOf !== undefined));
  return below && text.length > longestExample ? 'below' : code(text);
}

/** A value in one line of YAML. */
function flow(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
}
