import { type Document, isMap, type Node, type Pair, type YAMLMap } from 'yaml';
import type { TextEdit } from './step.js';

/** A field taken out of a mapping that has others, with its lines or its comma. */
export function without(map: unknown, key: string, text: string, says: string): TextEdit[] {
  const pairs = pairsOf(map);
  const index = pairs.findIndex((pair) => pair.key.toString() === key);
  const [start = 0, end = 0] = [pairs[index]?.key.range?.[0], pairs[index]?.value?.range?.[1]];
  if (index < 0 || pairs.length < 2 || !isMap(map)) return [];
  if (map.flow === true) {
    const [from, to] = index === 0 ? [start, pairs[1]?.key.range?.[0]] : [pairs[index - 1]?.value?.range?.[1], end];
    return from === undefined || to === undefined ? [] : [{ from, to, text: '', says }];
  }
  const line = text.indexOf('\n', end - 1);
  return [{ from: text.lastIndexOf('\n', start - 1) + 1, to: line < 0 ? text.length : line + 1, text: '', says }];
}

/** A field put in front of those of a mapping, in the mapping's own style. */
export function inFront(map: unknown, text: string, field: string, says: string): TextEdit[] {
  const [first] = pairsOf(map);
  const from = first?.key.range?.[0];
  if (from === undefined || !isMap(map)) return [];
  const column = from - (text.lastIndexOf('\n', from - 1) + 1);
  const between = map.flow === true ? ', ' : `${text.includes('\r\n') ? '\r\n' : '\n'}${' '.repeat(column)}`;
  return [{ from, to: from, text: `${field}${between}`, says }];
}

/** A field put behind those of a mapping, in the mapping's own style; nothing where it has the field. */
export function behind(map: unknown, text: string, name: string, value: string, says: string): TextEdit[] {
  const pairs = pairsOf(map);
  if (!isMap(map) || pairOf(map, name) !== undefined) return [];
  const field = `${name}: ${value}`;
  const end = pairs.at(-1)?.value?.range?.[1] ?? pairs.at(-1)?.key.range?.[1];
  const first = pairs[0]?.key.range?.[0];
  if (end === undefined || first === undefined) {
    const [from = 0, to = from] = map.range ?? [];
    return [{ from, to, text: `{${field}}`, says }];
  }
  if (map.flow === true) return [{ from: end, to: end, text: `, ${field}`, says }];
  const last = text.slice(0, end).trimEnd().length;
  const line = text.indexOf('\n', last);
  const from = line < 0 ? text.length : text[line - 1] === '\r' ? line - 1 : line;
  const column = first - (text.lastIndexOf('\n', first - 1) + 1);
  return [{ from, to: from, text: `${text.includes('\r\n') ? '\r\n' : '\n'}${' '.repeat(column)}${field}`, says }];
}

/** A field with another name and value in its place. */
export function renamed(pair: Pair<Node, Node | null> | undefined, field: string, says: string): TextEdit[] {
  const [from, to] = [pair?.key.range?.[0], pair?.value?.range?.[1]];
  return from === undefined || to === undefined ? [] : [{ from, to, text: field, says }];
}

export function replaced(pair: Pair<Node, Node | null> | undefined, text: string, says: string): TextEdit[] {
  const [from, to] = pair?.value?.range ?? [];
  return from === undefined || to === undefined ? [] : [{ from, to, text, says }];
}

export function at(document: Document.Parsed, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((node, key) => pairOf(node, key)?.value, document.contents);
}

export function pairOf(map: unknown, key: string): Pair<Node, Node | null> | undefined {
  return pairsOf(map).find((pair) => pair.key.toString() === key);
}

export function pairsOf(map: unknown): readonly Pair<Node, Node | null>[] {
  return isMap(map) ? (map as YAMLMap<Node, Node | null>).items : [];
}
