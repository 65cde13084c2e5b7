import { dirname, join } from 'node:path';

/** A source file of the repository, by its path from the root. */
export type SourceFile = readonly [path: string, text: string];

/** Names of files or rooms that another one imports, by name. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Relative modules whose values a text imports or exports. `import type` and braces that hold types only are erased by the compiler. */
function importsOf(text: string): string[] {
  const statements = text.matchAll(/^(?:import|export) (?!type )(?:([^;']*?) from )?'(\.[^']+)';/gms);
  const values = [...statements].filter(([, names = '']) => !/^\{\s*(type \w+( as \w+)?,?\s*)+\}$/.test(names)).map(([, , module = '']) => module);
  return [...values, ...[...text.matchAll(/\bimport\('(\.[^']+)'\)/g)].map(([, module = '']) => module)];
}

/** The same with types, which a reader follows as well. */
export function mentionsOf(text: string): string[] {
  return [...text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, module = '']) => module);
}

/** What imports what, each file counted under the name that `nameOf` gives it. A folder and a room in it are one house. */
export function graphOf(files: readonly SourceFile[], nameOf: (path: string) => string, of = importsOf): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [path, text] of files) {
    const own = nameOf(path);
    const targets = graph.get(own) ?? new Set();
    graph.set(own, targets);
    for (const module of of(text)) {
      const target = nameOf(join(dirname(path), module).replace(/\.js$/, '.ts'));
      if (target !== own && !within(target, own) && !within(own, target)) targets.add(target);
    }
  }
  return graph;
}

const within = (inner: string, outer: string) => inner.startsWith(`${outer}/`);

/** Circles of a graph, each as the way around from its first name. */
export function circlesOf(graph: Graph): string[] {
  return [...graph.keys()].sort().flatMap((start) => {
    const seen = reachedFrom(graph, start);
    const last = [...seen.keys()].find((name) => graph.get(name)?.has(start));
    if (last === undefined) return [];
    const way: string[] = [];
    for (let at: string | undefined = last; at !== undefined; at = seen.get(at)) way.unshift(at);
    return way.every((name) => name >= start) ? [[...way, start].join(' → ')] : [];
  });
}

/** Names that can be reached, each with the one before it on the way. */
export function reachedFrom(graph: Graph, start: string): ReadonlyMap<string, string | undefined> {
  const seen = new Map<string, string | undefined>([[start, undefined]]);
  for (const name of seen.keys()) for (const next of graph.get(name) ?? []) if (!seen.has(next)) seen.set(next, name);
  return seen;
}
