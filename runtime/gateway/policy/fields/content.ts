import { invalidValue, missingField } from '../errors.js';
import { isObject, type Json, kindOf } from '../json/parse.js';
import { choiceOf, listOf, objectOf, textOf } from './reader.js';

export type Part = { readonly type: 'text'; readonly text: string } | { readonly type: 'image_url'; readonly image_url: { readonly url: string } };
export type Content = string | readonly Part[];

/** Formats that vision models of the Llama family are served with. The picture is in the request: nothing is fetched for a caller. */
const picture = /^data:image\/(?:png|jpeg|gif|webp);base64,([A-Za-z0-9+/]+={0,2})$/;

/** Content of a message that has one. */
export function contentOf(value: Json | undefined, at: string, parts: readonly ('text' | 'image')[]): Content {
  if (value === undefined) throw missingField(at, 'a text or a list of parts');
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) throw invalidValue(at, kindOf(value), 'a text or a list of parts');
  return listOf(value, at, 'parts', Number.POSITIVE_INFINITY, (part, where) => partOf(part, where, parts));
}

function partOf(value: Json, at: string, parts: readonly ('text' | 'image')[]): Part {
  const types = parts.map((part) => (part === 'image' ? 'image_url' : part));
  // The type decides which other fields there are.
  const type = choiceOf(isObject(value) ? value['type'] : value, isObject(value) ? `${at}.type` : at, types);
  if (type === 'text') return { type, text: textOf(objectOf(value, at, ['type', 'text'])['text'], `${at}.text`) };
  const where = `${at}.image_url`;
  const { url, detail } = objectOf(objectOf(value, at, ['type', 'image_url'])['image_url'] ?? null, where, ['url', 'detail']);
  if (detail !== undefined) choiceOf(detail, `${where}.detail`, ['auto']);
  const picked = textOf(url, `${where}.url`);
  const base64 = picture.exec(picked)?.[1];
  if (base64 === undefined || base64.length % 4 !== 0) {
    throw invalidValue(`${where}.url`, picked.startsWith('data:') ? 'no picture in base64' : 'no data: URL', 'data:image/png, jpeg, gif or webp;base64,…');
  }
  return { type, image_url: { url: picked } };
}

/** Texts of a content, without pictures. */
export function textsOf(content: Content): string[] {
  return typeof content === 'string' ? [content] : content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
}

export function picturesOf(content: Content): Part[] {
  return typeof content === 'string' ? [] : content.filter((part) => part.type === 'image_url');
}
