import { invalidValue, missingField, unknownField } from '../errors.js';
import { isObject, type Json, type JsonObject, kindOf } from '../json/parse.js';

/** Takes the value of a field as a caller sent it and returns what is sent on. Throws a `Refusal` that names the field. */
export type Reader<T = Json> = (value: Json, at: string) => T;

/** An object that has these fields and no other. */
export function objectOf(value: Json, at: string, fields: readonly string[]): JsonObject {
  if (!isObject(value)) throw invalidValue(at, kindOf(value), `an object with ${fields.join(', ')}`);
  for (const name of Object.keys(value)) if (!fields.includes(name)) throw unknownField(`${at}.${name}`, fields);
  return value;
}

export function textOf(value: Json | undefined, at: string, longest = Number.POSITIVE_INFINITY): string {
  if (value === undefined) throw missingField(at, 'a text');
  if (typeof value !== 'string') throw invalidValue(at, kindOf(value), 'a text');
  if (value.length > longest) throw invalidValue(at, `a text of ${value.length} characters`, `at most ${longest}`);
  return value;
}

/** One of these texts. */
export function choiceOf<Choice extends string>(value: Json | undefined, at: string, choices: readonly Choice[]): Choice {
  const allowed = choices.map((choice) => JSON.stringify(choice)).join(', ');
  if (value === undefined) throw missingField(at, allowed);
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw invalidValue(at, typeof value === 'string' ? JSON.stringify(value.slice(0, 64)) : kindOf(value), allowed);
  return found;
}

export function listOf<T>(value: Json | undefined, at: string, what: string, most: number, read: Reader<T>): T[] {
  if (value === undefined) throw missingField(at, `a list of ${what}`);
  if (!Array.isArray(value)) throw invalidValue(at, kindOf(value), `a list of ${what}`);
  if (value.length === 0 || value.length > most)
    throw invalidValue(at, `a list of ${value.length}`, `1${most === Number.POSITIVE_INFINITY ? ' or more' : ` to ${most}`} ${what}`);
  return (value as readonly Json[]).map((each, index) => read(each, `${at}.${index}`));
}

/** Name of a function: what OpenAI allows. */
export function functionName(value: Json | undefined, at: string): string {
  const name = textOf(value, at);
  if (!/^[\w-]{1,64}$/.test(name)) throw invalidValue(at, JSON.stringify(name.slice(0, 64)), 'letters, digits, _ and -, at most 64');
  return name;
}
