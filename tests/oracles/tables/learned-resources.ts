import { stringify } from 'yaml';
import type { ResourceTable, ReviewedResources } from '../../../catalogue/resources/read.js';
import { type ExpectedStack, expectedStacks } from '../../../derived/expected-stacks.js';
import { extensionKind } from '../../../derived/extensions.js';
import { stackConditions } from '../../../derived/presence/conditions.js';
import { numbersOf } from '../../../derived/presence/numbers.js';
import { tableKind } from '../../../derived/presence/part.js';
import { type NameOf, nameReader } from '../../../evidence/presence/counted.js';
import { type Named, namedIn } from '../../../evidence/presence/named.js';
import type { SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import type { LoadedTopology } from '../../../topology/load.js';
import { openName, without, withoutFacts } from './open-name.js';
import type { Renamed } from './renamed.js';

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
    words: Renamed['words'],
  ): void {
    const now = new Map<string, Set<string>>();
    const later = seenIn(...after);
    this.seen.push(...later);
    for (const { kind, all } of later)
      now.set(kind, new Set([...(now.get(kind) ?? []), ...all.map((named) => wholeName({ ...named, name: without(after[0], named) }))]));
    for (const { kind, all } of seenIn(...before)) {
      const there = now.get(kind) ?? new Set();
      for (const named of all) {
        const { type, name } = named;
        const said = without(before[0], named);
        const found = there.has(`${type} ${said}`) ? said : openName(type, said, there, words);
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
      const key = `${found.join()} ${isOpen(name)} ${partOf(name)}`;
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
      : [
          {
            kind: tableKind(asked),
            all: [...namedIn(stack)],
            numbers: numbersOf(loaded.topology, asked, loaded.outputs),
            conditions: conditionsOf(loaded, asked),
          },
        ];
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

/** What is there for different reasons is in the same topologies by chance: parts of a module, and what is there for each of different things. */
function partOf(name: string): string | undefined {
  if (isOpen(name)) return /^\S+( \S+)* ([^{#]*)/.exec(name)?.[2];
  return /^(google|azurerm)_/.test(name) ? /^\S+ ([^_]+(_[^_]+)?)/.exec(name)?.[1] : '';
}

function conditionsOf({ topology, outputs }: LoadedTopology, asked: ExpectedStack): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(stackConditions).flatMap(([name, condition]) => {
      const holds = condition(topology, asked, outputs);
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
  if (fits.length > 1) throw new Error(`${stacks[0]?.kind}: as many as ${fits.join(' and ')}: add to tests/oracles/tables/grown.ts what tells them apart`);
  return fits[0];
}

/** Names that differ in a number are one. */
function numbered(names: readonly string[]): string[] {
  // The type has numbers as well: AWS::EC2::Subnet.
  const form = (name: string) => name.replace(/\d+(?=\S*$)/g, '#');
  const forms = new Map<string, Set<string>>();
  for (const name of names) forms.set(form(name), (forms.get(form(name)) ?? new Set()).add(name));
  return [...new Set(names.map((name) => ((forms.get(form(name))?.size ?? 0) > 1 ? form(name) : name)))].sort();
}
