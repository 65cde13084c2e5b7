import { canonical } from '../evidence/synthesized/canonical.js';
import { blocks, type Resource, record, type SynthesizedStack } from '../evidence/synthesized/stack.js';
import { mapStrings } from './references.js';

export interface Move {
  readonly from: Resource;
  readonly to: Resource;
}

/** Resources that went and came with equal content: renamed. Ambiguous ones are left as what they also are, a deletion and a creation. */
export function movesBetween(before: readonly SynthesizedStack[], after: readonly SynthesizedStack[]): Move[] {
  const key = (resource: Resource) => `${resource.stack.app}/${resource.stack.name}/${resource.id}`;
  const resources = (stacks: readonly SynthesizedStack[]) => new Map(stacks.flatMap((stack) => stack.resources.map((resource) => [key(resource), resource])));
  const [was, is] = [resources(before), resources(after)];
  const declared = declaredMoves(after);
  const gone = [...was].filter(([id]) => !is.has(id) && !declared.has(id)).map(([, resource]) => resource);
  const come = [...is].filter(([id]) => !was.has(id) && !declared.has(id)).map(([, resource]) => resource);
  const unstable = new Set([...gone, ...come].map(({ id }) => id));
  const [left, right] = [byContent(gone, unstable), byContent(come, unstable)];
  return [...left]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([content, [from, another]]) => {
      const [to, second] = right.get(content) ?? [];
      if (from === undefined || to === undefined || another !== undefined || second !== undefined) return [];
      // Between stacks that come and go as a whole nothing is renamed: one of them just stays behind.
      const stays = has(after, from.stack.name) && has(before, to.stack.name);
      return stays && from.stack.app === to.stack.app && placeOf(from.stack) === placeOf(to.stack) ? [{ from, to }] : [];
    });
}

function has(stacks: readonly SynthesizedStack[], name: string): boolean {
  return stacks.some((stack) => stack.name === name);
}

/** Both ends of what a module moves by itself. */
function declaredMoves(stacks: readonly SynthesizedStack[]): Set<string> {
  return new Set(
    stacks.flatMap(({ app, name, document }) => blocks(document['moved']).flatMap(({ from, to }) => [`${app}/${name}/${from}`, `${app}/${name}/${to}`])),
  );
}

/** Only inside one account, region or module can a resource keep its identity. */
function placeOf(stack: SynthesizedStack): string {
  return stack.app === 'aws' ? `${stack.account}/${stack.region}` : stack.name;
}

function byContent(resources: readonly Resource[], unstable: ReadonlySet<string>): Map<string, Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    const content = contentOf(resource, unstable);
    groups.set(content, [...(groups.get(content) ?? []), resource]);
  }
  return groups;
}

/** Type and content, in which names that change themselves are all called alike. */
function contentOf({ type, definition }: Resource, unstable: ReadonlySet<string>): string {
  const { Metadata: _, DependsOn: __, '//': ___, depends_on: ____, ...rest } = record(definition);
  const blurred = mapStrings(rest, (text) =>
    unstable.has(text) ? '#' : text.replace(/(?<=\$\{[^}]*?)(?:[a-z0-9]+_[a-z0-9_]+\.)?[A-Za-z0-9_]+/g, (word) => (unstable.has(word) ? '#' : word)),
  );
  return `${type} ${canonical(blurred)}`;
}
