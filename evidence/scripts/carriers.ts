import type { Carrier } from '../../catalogue/row.js';
import { isText, renderedText } from '../synthesized/rendered-text.js';
import { type Resource, record } from '../synthesized/stack.js';
import { renderedWithParameters } from '../synthesized/with-parameters.js';
import { bootPrograms, encodedPrograms } from './boot-programs.js';
import type { CarriedText } from './program.js';

/** The programs that a value carries in some form. `owner`: name of the element that it is in, such as a container. */
export function readCarrier(resource: Resource, form: Carrier['form'], value: unknown, owner: string): CarriedText[] {
  switch (form) {
    case 'script':
      return [{ part: '', text: renderedWithParameters(resource, value) }];
    case 'command-line':
      return [{ part: owner, text: [value].flat().map(renderedText).join('\n') }];
    case 'definition':
      return [{ part: '', ...definition(value) }];
    case 'boot-metadata':
      return bootPrograms(value);
    case 'boot-data':
      return encodedPrograms(value);
    case 'code':
      return [{ part: '', ...code(resource, record(value)) }];
  }
}

/** JSON, written as text or as it is. */
function definition(value: unknown): Omit<CarriedText, 'part'> {
  if (!isText(value)) return { text: leaves(value).join('\n') };
  try {
    return { text: leaves(JSON.parse(renderedText(value))).join('\n') };
  } catch {
    return { text: '', unreadable: 'is no JSON' };
  }
}

/** Everything inside a value, each on a line of its own with the way to it, whatever the order of keys. */
export function leaves(value: unknown, path = ''): string[] {
  if (Array.isArray(value) && value.length > 0) return value.flatMap((item, index) => leaves(item, `${path}[${index}]`));
  const entries = isText(value) ? [] : Object.entries(record(value)).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length > 0) return entries.flatMap(([key, item]) => leaves(item, path === '' ? key : `${path}.${key}`));
  // A text that reads like a number is none.
  return [isText(value) ? `${path}: ${renderedText(value)}` : `${path} = ${JSON.stringify(value)}`];
}

/** An archive by the digests of its files: the key of its object says nothing of what is in it. */
function code(resource: Resource, value: Readonly<Record<string, unknown>>): Omit<CarriedText, 'part'> {
  if (value['S3Key'] === undefined) return { text: leaves(value).join('\n') };
  const key = renderedText(value['S3Key']);
  const files = Object.entries(resource.stack.assets?.[key]?.files ?? {});
  if (files.length === 0) return { text: '', unreadable: `is ${key}, and no asset of the output has that name and files` };
  return { text: [key, ...files.map(([name, sha256]) => `${name} ${sha256}`)].join('\n') };
}
