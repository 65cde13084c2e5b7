import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Named } from '../../../evidence/presence/named.js';
import { record } from '../../../evidence/synthesized/stack.js';
import type { LoadedTopology } from '../../../topology/load.js';
import type { Renamed } from './renamed.js';

/** The name with `{}` for the words that were replaced, where the same name with the new words is there. */
export function openName(type: string, name: string, there: ReadonlySet<string>, words: Renamed['words']): string | undefined {
  const forms = (word: string) => (type.includes('::') || type === 'output' ? [word.replace(/[^A-Za-z0-9]/g, ''), word] : [word]);
  const pairs = words
    .flatMap(([old, now]) => forms(old).map((form, index) => [form, forms(now)[index] ?? now] as const))
    .sort((a, b) => b[0].length - a[0].length);
  // Words that were replaced are marked by a character each.
  const marked = (text: string, marks: readonly string[]) =>
    pairs.flatMap(([old, now]) => {
      const mark = String.fromCharCode(firstMark + marks.length);
      return positions(text, old).map((index) => ({ text: text.slice(0, index) + mark + text.slice(index + old.length), marks: [...marks, now] }));
    });
  let tries: { readonly text: string; readonly marks: readonly string[] }[] = [{ text: name, marks: [] }];
  for (let replaced = 0; replaced < mostWords; replaced++) {
    tries = tries.flatMap(({ text, marks }) => marked(text, marks));
    for (const { text, marks } of tries) {
      const now = marks.reduce((so, word, index) => so.replace(String.fromCharCode(firstMark + index), word), text);
      if (there.has(`${type} ${now}`)) return text.replace(anyMarks, '{}');
    }
  }
  return undefined;
}

function positions(text: string, word: string): number[] {
  const found: number[] = [];
  for (let index = text.indexOf(word); index >= 0; index = text.indexOf(word, index + 1)) found.push(index);
  return found;
}

const mostWords = 3;
const firstMark = 0xe000;
const anyMarks = /[\ue000-\ue00f]+/g;

/** Regions and the names of models and accelerators, which facts have. */
const factWords = readdirSync('facts')
  .filter((file) => file.endsWith('.yaml'))
  .flatMap((file) => [...texts(parse(readFileSync(`facts/${file}`, 'utf8')))])
  .filter((text) => /^[a-z][a-z0-9.:-]*$/.test(text) && /\d/.test(text) && text.length > 2);
const factForms = [...new Set(factWords.flatMap((word) => [word, word.length > 12 ? word.replace(/[^a-z0-9]/g, '') : word]))].sort(
  (a, b) => b.length - a.length,
);
const bounded = new RegExp(`(?<=[_-]|[A-Z][a-z]+)(?:${factForms.map((text) => text.replace(/[^\w]/g, '\\$&')).join('|')})(?=[_-]|[A-Z]|$)`, 'g');

/** Accelerators have short names as well; a host that serves several workloads has the tag `shared` instead of one of them; a
 * model on Bedrock has an id that is made of its release. */
export const withoutFacts = (name: string) =>
  name
    .replace(bounded, '{}')
    .replace(/(?<=-)[abhl]\d{2,3}$/, '{}')
    .replace(/^shared(?=_Budget)|(?<=WatchModels).+(?=Leaving|Unchecked)/, '{}');

function* texts(value: unknown): Iterable<string> {
  if (typeof value === 'string') yield value;
  else
    for (const [key, item] of Object.entries(Array.isArray(value) ? { ...value } : record(value))) {
      if (!Array.isArray(value)) yield key;
      yield* texts(item);
    }
}

const literals = new WeakMap<LoadedTopology, RegExp>();

/** A name with `{}` for what the topology says that is no plain word: domains, ranges, ids at a provider. */
export function without(loaded: LoadedTopology, { type, name }: Named): string {
  // Addresses of Terraform are made of ids.
  if (!type.includes('::')) return name;
  const known = literals.get(loaded) ?? literalsOf(loaded);
  literals.set(loaded, known);
  return name.replace(known, '{}');
}

function literalsOf({ topology }: LoadedTopology): RegExp {
  const said = [...texts(topology)].filter((text) => /^[a-z0-9-]+([./][a-z0-9-]+)+$|^[a-z]+-[0-9a-f]{8,}$/.test(text));
  const forms = said.flatMap((text) => [text, text.replace(/[^A-Za-z0-9]+/g, '-'), text.replace(/[^A-Za-z0-9]/g, '')]).filter((text) => text.length > 6);
  const longest = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return new RegExp(longest.map((text) => text.replace(/[^\w]/g, '\\$&')).join('|') || '$^', 'g');
}
