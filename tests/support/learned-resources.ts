import { readdirSync, readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import type { ResourceTable, ReviewedResources } from '../../catalogue/resources/read.js';
import { type ExpectedStack, expectedStacks } from '../../derived/expected-stacks.js';
import { extensionKind } from '../../derived/extensions.js';
import { stackConditions } from '../../derived/stack-conditions.js';
import { numbersOf, tableKind } from '../../derived/stack-numbers.js';
import { type NameOf, nameReader } from '../../evidence/presence/counted.js';
import { type Named, namedIn } from '../../evidence/presence/named.js';
import { record, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { LoadedTopology } from '../../topology/load.js';

interface Seen {
  readonly kind: string;
  readonly all: readonly Named[];
  readonly numbers: Readonly<Record<string, number>>;
  readonly conditions: Readonly<Record<string, number>>;
}

const own: ReadonlySet<string> = new Set(Object.values(extensionKind));
const wholeName = ({ type, name }: Named) => `${type} ${name}`;

/** Which resources kinds of stacks have (catalogue/resources). */
export class LearnedResources {
  private readonly seen: Seen[] = [];
  /** Name in the table, by kind and name as it was. */
  private readonly names = new Map<string, string>();

  observe(loaded: LoadedTopology, stacks: readonly SynthesizedStack[]): void {
    this.seen.push(...seenIn(loaded, stacks));
  }

  /** Whether names are there that nothing is known about yet, so that the same with other words has to be looked at. */
  isNews(loaded: LoadedTopology, stacks: readonly SynthesizedStack[]): boolean {
    return seenIn(loaded, stacks).some(({ kind, all }) => all.some((named) => !this.names.has(`${kind} ${wholeName(named)}`)));
  }

  /** The same topology, with other words. What has another name then has a word of the topology in it. */
  compare(
    before: readonly [LoadedTopology, readonly SynthesizedStack[]],
    after: readonly [LoadedTopology, readonly SynthesizedStack[]],
    words: ReadonlyMap<string, string>,
  ): void {
    const now = new Map<string, Set<string>>();
    const later = seenIn(...after);
    this.seen.push(...later);
    for (const { kind, all } of later) now.set(kind, new Set([...(now.get(kind) ?? []), ...all.map(wholeName)]));
    for (const { kind, all } of seenIn(...before)) {
      const there = now.get(kind) ?? new Set();
      for (const { type, name } of all) {
        const found = there.has(`${type} ${name}`) ? name : openName(type, name, there, words);
        if (found === undefined) throw new Error(`${kind}: ${type} ${name} has another name in a topology with other words, and none of them is in it`);
        this.names.set(`${kind} ${type} ${name}`, `${type} ${withoutFacts(found)}`);
      }
    }
  }

  /** The table as text. */
  table(): string {
    const kinds = [...new Set(this.seen.map(({ kind }) => kind))].sort();
    const table: ResourceTable = Object.fromEntries(kinds.map((kind) => [kind, this.reviewed(kind)]));
    return `${heading}\n${stringify(table, { lineWidth: 0, aliasDuplicateObjects: false })}`;
  }

  private reviewed(kind: string): ReviewedResources {
    const stacks = this.seen.filter((one) => one.kind === kind);
    const known = numbered([...this.names].flatMap(([key, name]) => (key.startsWith(`${kind} `) && key.slice(kind.length + 1).includes(' ') ? [name] : [])));
    const nameOf = nameReader(known);
    const counts = stacks.map(({ all }) => countsOf(all, nameOf, kind));
    const rows = known.map((name) => ({ name, found: counts.map((count) => count.get(name) ?? 0) })).filter(({ found }) => found.some((count) => count > 0));
    const always = rows.filter(({ name, found }) => !isOpen(name) && found.every((count) => count === 1));
    const rest = rows.filter((row) => !always.includes(row));
    const counted = rest.flatMap(({ name, found }) => {
      const measure = isOpen(name) ? measureOf(found, stacks) : undefined;
      return measure === undefined ? [] : [[name, measure] as const];
    });
    const conditional = rest.flatMap(({ name, found }) => {
      const condition = isOpen(name) ? undefined : conditionOf(found, stacks);
      return condition === undefined ? [] : [[name, condition] as const];
    });
    const left = rest.filter(({ name }) => ![...counted, ...conditional].some(([other]) => other === name));
    const groups = new Map<string, string[]>();
    for (const { name, found } of left) {
      const key = `${found.join()} ${partOf(name)}`;
      groups.set(key, [...(groups.get(key) ?? []), name]);
    }
    return {
      always: always.map(({ name }) => name),
      counted: Object.fromEntries(counted),
      where: whereOf(conditional),
      together: [...groups.values()].filter((names) => names.length > 1),
      sometimes: [...groups.values()].filter((names) => names.length === 1).flat(),
    };
  }
}

/** Names by their condition. */
function whereOf(conditional: readonly (readonly [name: string, condition: string])[]): ReviewedResources['where'] {
  const all = [...new Set(conditional.map(([, condition]) => condition))].sort();
  return Object.fromEntries(all.map((condition) => [condition, conditional.flatMap(([name, own]) => (own === condition ? [name] : []))]));
}

const heading =
  '# Resources that stacks of each kind have, whatever the topology: written by "npm run accept", reviewed like code. How to read it: catalogue/resources/read.ts.\n';

function seenIn(loaded: LoadedTopology, stacks: readonly SynthesizedStack[]): Seen[] {
  const expected = new Map(expectedStacks(loaded.topology, loaded.outputs).map((stack) => [stack.name, stack]));
  return stacks.flatMap((stack) => {
    const asked = expected.get(stack.name);
    if (asked === undefined) throw new Error(`nothing asks for ${stack.name}`);
    return own.has(asked.kind)
      ? []
      : [{ kind: tableKind(asked), all: [...namedIn(stack)], numbers: numbersOf(loaded.topology, asked), conditions: conditionsOf(loaded, asked) }];
  });
}

function countsOf(all: readonly Named[], nameOf: NameOf, kind: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const named of all) {
    const name = nameOf(named);
    if (name === undefined) throw new Error(`${kind}: no name for ${wholeName(named)}`);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Parts of a module that are there for different reasons are in the same topologies by chance. */
const partOf = (name: string) => (/^(google|azurerm)_/.test(name) ? /^\S+ ([^_]+(_[^_]+)?)/.exec(name)?.[1] : '');
function conditionsOf({ topology }: LoadedTopology, asked: ExpectedStack): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(stackConditions).flatMap(([name, condition]) => {
      const holds = condition(topology, asked);
      return holds === undefined ? [] : [[name, Number(holds)]];
    }),
  );
}

/** What decides whether a name is there, where that is one thing only. */
function conditionOf(found: readonly number[], stacks: readonly Seen[]): string | undefined {
  const fits = Object.keys(stacks[0]?.conditions ?? {}).filter((condition) => stacks.every(({ conditions }, index) => conditions[condition] === found[index]));
  return fits.length === 1 ? fits[0] : undefined;
}

const isOpen = (name: string) => /\{\}|#/.test(name);

/** The number of the topology that a name is there as often as, everywhere. */
function measureOf(found: readonly number[], stacks: readonly Seen[]): string | undefined {
  const measures = Object.keys(stacks[0]?.numbers ?? {});
  const fits = measures.filter((measure) => stacks.every(({ numbers }, index) => numbers[measure] === found[index]));
  // Several fit only where the topologies of the repository do not tell them apart.
  if (fits.length > 1) throw new Error(`${stacks[0]?.kind}: as many as ${fits.join(' and ')}: add to tests/support/grown.ts what tells them apart`);
  return fits[0];
}

/** The name with `{}` for the words that were replaced, where the same name with the new words is there. */
function openName(type: string, name: string, there: ReadonlySet<string>, words: ReadonlyMap<string, string>): string | undefined {
  const forms = (word: string) => (type.includes('::') || type === 'output' ? [word.replace(/[^A-Za-z0-9]/g, ''), word] : [word]);
  const pairs = [...words]
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

/** Accelerators have short names as well; a host that serves several workloads has the tag `shared` instead of one of them. */
const withoutFacts = (name: string) =>
  name
    .replace(bounded, '{}')
    .replace(/(?<=-)[abhl]\d{2,3}$/, '{}')
    .replace(/^shared(?=_Budget)/, '{}');

function* texts(value: unknown): Iterable<string> {
  if (typeof value === 'string') yield value;
  else
    for (const [key, item] of Object.entries(Array.isArray(value) ? { ...value } : record(value))) {
      if (!Array.isArray(value)) yield key;
      yield* texts(item);
    }
}

/** Names that differ in a number are one. */
function numbered(names: readonly string[]): string[] {
  // The type has numbers as well: AWS::EC2::Subnet.
  const form = (name: string) => name.replace(/\d+(?=\S*$)/g, '#');
  const forms = new Map<string, Set<string>>();
  for (const name of names) forms.set(form(name), (forms.get(form(name)) ?? new Set()).add(name));
  return [...new Set(names.map((name) => ((forms.get(form(name))?.size ?? 0) > 1 ? form(name) : name)))].sort();
}
