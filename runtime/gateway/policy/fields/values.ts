import type { FieldForm } from '../../forms/policy.js';
import { invalidValue } from '../errors.js';
import { kindOf } from '../json/parse.js';
import { choiceOf, listOf, objectOf, type Reader, textOf } from './reader.js';

type Form<Is extends FieldForm['is']> = Extract<FieldForm, { is: Is }>;

export const numberReader =
  ({ is, min, max }: Form<'number'> | Form<'integer'>): Reader<number> =>
  (value, at) => {
    const fits = typeof value === 'number' && value >= min && value <= max && (is === 'number' || Number.isInteger(value));
    if (!fits) throw invalidValue(at, kindOf(value), `${is === 'number' ? 'a number' : 'a whole number'} from ${min} to ${max}`);
    return value;
  };

export const booleanReader: Reader<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw invalidValue(at, kindOf(value), 'true or false');
  return value;
};

export const oneOfReader =
  ({ values }: Form<'one of'>): Reader<string> =>
  (value, at) =>
    choiceOf(value, at, values);

export const textReader =
  ({ longest }: Form<'text'>): Reader<string> =>
  (value, at) =>
    textOf(value, at, longest);

/** A text or a list of them; always a list is sent on. */
export const textsReader =
  ({ most, longest }: Form<'texts'>): Reader<readonly string[]> =>
  (value, at) =>
    listOf(typeof value === 'string' ? [value] : value, at, 'texts', most, (each, where) => {
      if (each === '') throw invalidValue(where, 'an empty text', 'a text of 1 character or more');
      return textOf(each, where, longest);
    });

/** Whether a caller wants the chunk with the usage. */
export const streamOptionsReader: Reader<boolean> = (value, at) => {
  const { include_usage } = objectOf(value, at, ['include_usage']);
  return include_usage === undefined ? false : booleanReader(include_usage, `${at}.include_usage`);
};

/** `text` means the same as none, which is what is sent on for it. */
export const responseFormatReader =
  ({ kinds }: Form<'response format'>): Reader =>
  (value, at) => {
    const fields = kinds.includes('json_schema') ? ['type', 'json_schema'] : ['type'];
    const { type, json_schema } = objectOf(value, at, fields);
    const kind = choiceOf(type, `${at}.type`, kinds);
    if (kind !== 'json_schema') {
      if (json_schema !== undefined) throw invalidValue(`${at}.json_schema`, 'given', `nothing beside the type "${kind}"`);
      return kind === 'text' ? null : { type: kind };
    }
    const where = `${at}.json_schema`;
    const { name, description, schema, strict } = objectOf(json_schema ?? null, where, ['name', 'description', 'schema', 'strict']);
    return {
      type: kind,
      json_schema: {
        name: textOf(name, `${where}.name`, 64),
        ...(description !== undefined && { description: textOf(description, `${where}.description`) }),
        schema: schemaOf(schema ?? null, `${where}.schema`),
        ...(strict !== undefined && strict !== null && { strict: booleanReader(strict, `${where}.strict`) }),
      },
    };
  };

/** A JSON schema is sent on as it was read: what it means is the server's matter. */
export const schemaOf: Reader = (value, at) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidValue(at, kindOf(value), 'a JSON schema, which is an object');
  return value;
};
