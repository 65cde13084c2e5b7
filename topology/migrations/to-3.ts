import { type Document, isMap, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Step, TextEdit } from './step.js';

/** Version 3 has Envoy as its gateway, says how many tasks of it run, and who issued the certificates of fleets. It asks for no route tables. */
export const toVersion3: Step = {
  to: 3,
  edits: (document, text) => [
    ...version(document),
    ...engine(document),
    ...tasks(document, text),
    ...authorities(document, text),
    ...routeTables(document, text),
  ],
};

function version(document: Document.Parsed): TextEdit[] {
  return replaced(pairOf(document.contents, 'schemaVersion'), '3', 'schemaVersion: 2 -> 3');
}

function engine(document: Document.Parsed): TextEdit[] {
  const pair = pairOf(at(document, 'gateway'), 'engine');
  if (!isScalar(pair?.value) || pair.value.value !== 'litellm') return [];
  return replaced(pair, 'envoy', 'gateway.engine: litellm -> envoy');
}

function tasks(document: Document.Parsed, text: string): TextEdit[] {
  return pairsOf(at(document, 'gateway', 'zones')).flatMap(({ key, value }) =>
    pairOf(value, 'tasks') === undefined
      ? inFront(value, text, 'tasks: {min: 2, max: 4}', `gateway.zones.${key}.tasks: {min: 2, max: 4} is new: set how many tasks may run`)
      : [],
  );
}

function authorities(document: Document.Parsed, text: string): TextEdit[] {
  return pairsOf(at(document, 'hosts')).flatMap(({ key, value }) => {
    const kind = pairOf(value, 'kind')?.value;
    const endpoint = pairOf(value, 'endpoint')?.value;
    if (!isScalar(kind) || kind.value !== 'self-hosted' || pairOf(endpoint, 'authority') !== undefined) return [];
    return inFront(
      endpoint,
      text,
      'authority: public',
      `hosts.${key}.endpoint.authority: public is new: where a private authority issued the certificate, declare it under gateway.authorities and name it`,
    );
  });
}

/** They were recorded and never used. */
function routeTables(document: Document.Parsed, text: string): TextEdit[] {
  return pairsOf(at(document, 'existing', 'networks')).flatMap(({ key, value }) =>
    without(value, 'routeTables', text, `existing.networks.${key}.routeTables goes: nothing used it`),
  );
}

/** A field taken out of a mapping that has others, with its lines or its comma. */
function without(map: unknown, key: string, text: string, says: string): TextEdit[] {
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
function inFront(map: unknown, text: string, field: string, says: string): TextEdit[] {
  const [first] = pairsOf(map);
  const from = first?.key.range?.[0];
  if (from === undefined || !isMap(map)) return [];
  const column = from - (text.lastIndexOf('\n', from - 1) + 1);
  const between = map.flow === true ? ', ' : `${text.includes('\r\n') ? '\r\n' : '\n'}${' '.repeat(column)}`;
  return [{ from, to: from, text: `${field}${between}`, says }];
}

function replaced(pair: Pair<Node, Node | null> | undefined, text: string, says: string): TextEdit[] {
  const [from, to] = pair?.value?.range ?? [];
  return from === undefined || to === undefined ? [] : [{ from, to, text, says }];
}

function at(document: Document.Parsed, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((node, key) => pairOf(node, key)?.value, document.contents);
}

function pairOf(map: unknown, key: string): Pair<Node, Node | null> | undefined {
  return pairsOf(map).find((pair) => pair.key.toString() === key);
}

function pairsOf(map: unknown): readonly Pair<Node, Node | null>[] {
  return isMap(map) ? (map as YAMLMap<Node, Node | null>).items : [];
}
