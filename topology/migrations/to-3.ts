import { type Document, isScalar } from 'yaml';
import { at, inFront, pairOf, pairsOf, replaced, without } from './edits.js';
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
