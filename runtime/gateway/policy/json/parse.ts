import { isUtf8 } from 'node:buffer';
import { Refusal } from '../errors.js';
import { inspect } from './tokens.js';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
/** A name without a value is not written. */
export type JsonObject = { readonly [name: string]: Json | undefined };

/**
 * Reads the body of a request as JSON that every parser behind this service reads alike: UTF-8, no name twice in an object, no number that
 * loses digits, no half of a surrogate pair, no deeper than 64. Throws a `Refusal`.
 */
export function parseJson(bytes: Uint8Array): Json {
  if (!isUtf8(bytes)) throw invalidJson('is not UTF-8');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const position = /at position (\d+)/.exec(String(error))?.[1];
    throw invalidJson(`is not JSON${position === undefined ? '' : `: position ${position} is not what may follow`}`);
  }
  const fault = inspect(text);
  if (fault !== undefined) throw invalidJson(fault);
  return value;
}

export function invalidJson(what: string): Refusal {
  return new Refusal(400, 'invalid_json', `The body ${what}. Allowed: one JSON object in UTF-8, sent as application/json.`);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a value is, for a message about one that is not allowed. */
export function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'a text' : String(value);
}
