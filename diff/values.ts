import { decodedText } from '../evidence/secrets/decoded-text.js';
import { isHiddenIn, isSecretName, masked, maskedAfter, maskText, maskValue } from '../evidence/secrets/mask.js';
import { canonical, sameMeaning } from '../evidence/synthesized/canonical.js';
import { isText, renderedText } from '../evidence/synthesized/rendered-text.js';
import { record } from '../evidence/synthesized/stack.js';
import type { PropertyChange } from './change.js';
import { embeddedDocument } from './embedded.js';
import { changedLines } from './lines.js';

/** Every place at which two values mean something different, masked, in the order of their paths. */
export function differences(before: unknown, after: unknown, path = '', name = '', secret = false): PropertyChange[] {
  const hidden = secret || isSecretName(name);
  if (sameMeaning(before, after, name)) return [];
  if (isText(before) && isText(after)) return textDifferences(renderedText(before), renderedText(after), path, name, hidden);
  if (Array.isArray(before) && Array.isArray(after)) return listDifferences(before, after, path, name, hidden);
  if (isRecord(before) && isRecord(after)) {
    const named = (value: Record<string, unknown>, key: string) => (/^value$/i.test(key) ? String(value['Name'] ?? value['name'] ?? value['Key'] ?? key) : key);
    return keysOf(before, after).flatMap((key) =>
      differences(
        before[key],
        after[key],
        path === '' ? key : `${path}.${key}`,
        key,
        hidden || isSecretName(named(after, key)) || isHiddenIn(before, key) || isHiddenIn(after, key),
      ),
    );
  }
  return [leaf(path, before, after, name, hidden)];
}

function textDifferences(before: string, after: string, path: string, name: string, hidden: boolean): PropertyChange[] {
  if (before === after) return [];
  if (hidden) return [leaf(path, before, after, name, true)];
  const inside = [embeddedDocument(before), embeddedDocument(after)] as const;
  if (inside[0] !== undefined && inside[1] !== undefined) return differences(inside[0], inside[1], `${path} →`).map(tidy);
  const texts = [before, after].map((text) => decodedText(text) ?? text) as [string, string];
  if (!texts.some((text) => text.includes('\n'))) return [leaf(path, before, after, name, false)];
  const lines = changedLines(maskText(texts[0]), maskText(texts[1]));
  return [lines.length === 0 ? { path, before: masked, after: maskedAfter } : { path, lines }];
}

/** `Body →.widgets[0]` reads as `Body → widgets[0]`. */
function tidy(change: PropertyChange): PropertyChange {
  return { ...change, path: change.path.replace(/→(\.|(?=\[))/g, '→ ') };
}

function listDifferences(before: readonly unknown[], after: readonly unknown[], path: string, name: string, hidden: boolean): PropertyChange[] {
  const key = identityOf([...before, ...after]);
  if (key !== undefined && isUnique(before, key) && isUnique(after, key)) {
    const byKey = (list: readonly unknown[]) => Object.fromEntries(list.map((item) => [String(record(item)[key]), item]));
    const [was, is] = [byKey(before), byKey(after)];
    const found = keysOf(was, is).flatMap((id) => differences(was[id], is[id], `${path}[${maskText(id)}]`, '', hidden));
    return found.length > 0 ? found : [reordered(path)];
  }
  const [gone, come] = [without(before, after), without(after, before)];
  if (gone.length === 0 && come.length === 0) return [reordered(path)];
  // Short values are read together: what left a list and what joined it.
  if ([...before, ...after].every((item) => isText(item) || typeof item !== 'object')) return [leaf(path, before, after, name, hidden)];
  if (gone.length === come.length) return gone.flatMap(([item], at) => differences(item, come[at]?.[0], `${path}[${come[at]?.[1]}]`, '', hidden));
  return [
    ...gone.map(([item, index]) => leaf(`${path}[${index}]`, item, undefined, name, hidden)),
    ...come.map(([item, index]) => leaf(`${path}[${index}]`, undefined, item, name, hidden)),
  ];
}

function reordered(path: string): PropertyChange {
  return { path, lines: ['  same items in another order'] };
}

/** Items that the other list has no equal of, each with its place. */
function without(list: readonly unknown[], other: readonly unknown[]): [item: unknown, index: number][] {
  const left = other.map((item) => canonical(item));
  return list.flatMap((item, index): [unknown, number][] => {
    const at = left.indexOf(canonical(item));
    if (at < 0) return [[item, index]];
    left.splice(at, 1);
    return [];
  });
}

const identities = ['Sid', 'Key', 'key', 'Name', 'name', 'ContainerName', 'DeviceName', 'ResourceType', 'MetricName', 'Id', 'Type'];

/** The field that names the items of a list. */
function identityOf(items: readonly unknown[]): string | undefined {
  return identities.find((key) => items.length > 0 && items.every((item) => typeof record(item)[key] === 'string'));
}

function isUnique(items: readonly unknown[], key: string): boolean {
  return new Set(items.map((item) => record(item)[key])).size === items.length;
}

/** Two values of one place, masked; a masked value that changed still says so. */
function leaf(path: string, before: unknown, after: unknown, name: string, hidden: boolean): PropertyChange {
  const shown = (value: unknown) => maskValue(readable(value), hidden ? 'password' : name);
  const [was, is] = [shown(before), shown(after)];
  const same = before !== undefined && after !== undefined && canonical(was) === canonical(is);
  return {
    path: maskText(path),
    ...(before !== undefined && { before: was }),
    ...(after !== undefined && { after: same ? maskedAfter : is }),
  };
}

/** Intrinsic functions as the text they make. */
function readable(value: unknown): unknown {
  if (isText(value)) return renderedText(value);
  if (Array.isArray(value)) return value.map(readable);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readable(item)]));
}

function keysOf(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
