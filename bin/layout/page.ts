import { type Graph, graphOf, mentionsOf, reachedFrom } from './imports.js';
import { houseOf, sourceFiles } from './rooms.js';

/** `docs/layout.md`: the folders of the root and the facets of a kind of host, drawn from what their files import, types included. */
export function layoutPage(): string {
  const graph = graphOf(sourceFiles(), houseOf, mentionsOf);
  const floors = floorsOf(graph);
  return `# Layout

Written by \`npm run docs\` from the imports of every source file, types included. An arrow leads to what is imported. Where a way over another house leads there as
well, the arrow is left out; the table names all of them.

A kind of host is one folder, and its facets are houses of their own: \`hosts (schema)\` is in each kind the file or folder of that name, and \`hosts (traits)\` also what
facets are made of without being one. \`topology/schema\` holds the primitives of the file and is below the kinds; the schema of the whole file is above them.

\`\`\`mermaid
${picture(graph, floors)}
\`\`\`

| Floor | House | Imports |
|---|---|---|
${floors.flatMap((names, floor) => names.map((name) => row(floors.length - 1 - floor, name, graph))).join('\n')}
`;
}

function picture(graph: Graph, floors: readonly (readonly string[])[]): string {
  const boxes = floors.map((names, floor) => [
    `  subgraph floor${floors.length - 1 - floor} [" "]`,
    ...names.map((name) => `    ${idOf(name)}["${name}"]`),
    '  end',
  ]);
  const arrows = [...reduced(graph)].flatMap(([from, targets]) => [...targets].map((to) => `  ${idOf(from)} --> ${idOf(to)}`));
  return ['flowchart TB', ...boxes.flat(), ...arrows].join('\n');
}

function row(floor: number, name: string, graph: Graph): string {
  const imported = sorted(graph.get(name)).map((to) => `\`${to}\``);
  return `| ${floor} | \`${name}\` | ${imported.join(', ') || 'nothing'} |`;
}

/** Names by the longest way down from each, the highest first: an arrow within a floor or upwards is a circle. Throws at one. */
export function floorsOf(graph: Graph): string[][] {
  const known = new Map<string, number>();
  const floorOf = (name: string, above: readonly string[]): number => {
    if (above.includes(name)) throw new Error(`imports go in a circle: ${[...above.slice(above.indexOf(name)), name].join(' → ')}`);
    const floor = known.get(name) ?? Math.max(-1, ...sorted(graph.get(name)).map((next) => floorOf(next, [...above, name]))) + 1;
    known.set(name, floor);
    return floor;
  };
  for (const name of graph.keys()) floorOf(name, []);
  const highest = Math.max(-1, ...known.values());
  return Array.from({ length: highest + 1 }, (_, index) => [...known].flatMap(([name, floor]) => (floor === highest - index ? [name] : [])).sort());
}

/** Arrows that no longer way stands for. */
function reduced(graph: Graph): Graph {
  const short = [...graph.keys()].sort().map((name): [string, Set<string>] => {
    const targets = sorted(graph.get(name));
    return [name, new Set(targets.filter((to) => !targets.some((other) => other !== to && reachedFrom(graph, other).has(to))))];
  });
  return new Map(short);
}

const sorted = (names: ReadonlySet<string> = new Set()) => [...names].sort();
const idOf = (name: string) => name.replaceAll(/\W+/g, '_').replace(/_$/, '');
