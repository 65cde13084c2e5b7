import { isText, renderedText } from '../synthesized/rendered-text.js';
import { record } from '../synthesized/stack.js';

/** A value that several texts are allowed for. */
export class Allowed {
  /** `words` complete "Allowed: ". `fits` takes the rendered text of the value, see `renderedText`. */
  constructor(
    readonly words: string,
    readonly fits: (text: string, value: unknown) => boolean,
  ) {}
}

/** A value that may be absent, and has a form where it is there. */
export class Optional {
  constructor(readonly form: Form) {}
}

/** A list whose order means nothing. */
export class AnyOrder {
  constructor(readonly items: readonly Form[]) {}
}

/**
 * What a synthesized value has to be: a scalar is compared with the rendered text, an object key by key, a list element by element. A key
 * or element that the form does not name is refused. Terraform takes a block as an object and as a list of one: each fits the other's form.
 */
export type Form = string | number | boolean | Allowed | Optional | AnyOrder | readonly Form[] | { readonly [key: string]: Form };

/** Anything: what another rule judges, or nothing depends on. */
export const any = new Allowed('any value', () => true);

export const optional = (form: Form): Optional => new Optional(form);

export const anyOrder = (items: readonly Form[]): AnyOrder => new AnyOrder(items);

/** Whether something that a form does not name is allowed all the same, by its path without indices. */
export type Extended = (path: string) => boolean;

const never: Extended = () => false;

/** Each way in which a value is not of its form, as the end of a sentence. */
export function* differences(form: Form, value: unknown, path = '', extended: Extended = never): Iterable<string> {
  if (form instanceof Optional) {
    if (value !== undefined) yield* differences(form.form, value, path, extended);
    return;
  }
  if (value === undefined) {
    yield `lacks ${path}. Needed: ${wordsOf(form)}.`;
    return;
  }
  if (form instanceof Allowed) {
    if (!form.fits(renderedText(value), value)) yield `has ${path} ${shown(value)}. Allowed: ${form.words}.`;
  } else if (form instanceof AnyOrder) yield* ofList(form.items, inOrderOf(form.items, value, path, extended), path, extended);
  else if (Array.isArray(form)) yield* ofList(form, value, path, extended);
  else if (typeof form === 'object') yield* ofObject(form as Readonly<Record<string, Form>>, value, path, extended);
  else if (typeof value === 'object' && value !== null && !isText(value)) yield `has ${path} ${shown(value)}. Allowed: ${wordsOf(form)}.`;
  else if (renderedText(value) !== String(form)) yield `has ${path} ${shown(value)}. Allowed: ${wordsOf(form)}.`;
}

function* ofList(form: readonly Form[], value: unknown, path: string, extended: Extended): Iterable<string> {
  const found = isBlock(value) ? [value] : value;
  if (!Array.isArray(found) || found.length !== form.length) {
    yield `has ${path} ${shown(value)}. Allowed: ${wordsOf(form)}.`;
    return;
  }
  for (const [index, item] of form.entries()) yield* differences(item, found[index], `${path}[${index}]`, extended);
}

/** A list in the order of its forms: each takes the first element that it fits, and one that none fits stays for a form that is left. */
function inOrderOf(forms: readonly Form[], value: unknown, path: string, extended: Extended): unknown {
  if (!Array.isArray(value) || value.length !== forms.length) return value;
  const left = [...value];
  const taken = forms.map((form) => {
    const index = left.findIndex((item) => isOf(form, item, path, extended));
    return index < 0 ? [] : left.splice(index, 1);
  });
  return taken.map((one) => (one.length > 0 ? one[0] : left.shift()));
}

function isOf(form: Form, value: unknown, path: string, extended: Extended): boolean {
  for (const _ of differences(form, value, path, extended)) return false;
  return true;
}

function isBlock(value: unknown): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !isText(value);
}

function* ofObject(form: Readonly<Record<string, Form>>, list: unknown, path: string, extended: Extended): Iterable<string> {
  const value: unknown = Array.isArray(list) && list.length === 1 ? list[0] : list;
  if (!isBlock(value)) {
    yield `has ${path} ${shown(value)}. Allowed: ${wordsOf(form)}.`;
    return;
  }
  const found = record(value);
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  for (const key of Object.keys(found).sort()) {
    if (!Object.hasOwn(form, key) && !extended(at(key).replace(/\[\d+\]/g, ''))) yield `has ${at(key)} ${shown(found[key])}. Allowed: none.`;
  }
  for (const [key, item] of Object.entries(form)) yield* differences(item, found[key], at(key), extended);
}

function shown(value: unknown): string {
  const text = renderedText(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

function wordsOf(form: Form): string {
  if (form instanceof Allowed) return form.words;
  if (form instanceof Optional) return `${wordsOf(form.form)}, or none`;
  if (form instanceof AnyOrder) return wordsOf(form.items);
  if (Array.isArray(form)) return `[${form.map(wordsOf).join(', ')}]`;
  if (typeof form !== 'object') return String(form);
  const entries = Object.entries(form as Readonly<Record<string, Form>>);
  return `{${entries.map(([key, item]) => `${key}: ${wordsOf(item)}`).join(', ')}}`;
}
