import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Names of folders or files that another one imports, by name; types alone are no import. */
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Imports and exports of values from relative modules. `import type` and braces that hold types only are erased by the compiler. */
function importsOf(text: string): string[] {
  const statements = text.matchAll(/^(?:import|export) (?!type )(?:([^;']*?) from )?'(\.[^']+)';/gms);
  const values = [...statements].filter(([, names = '']) => !/^\{\s*(type \w+( as \w+)?,?\s*)+\}$/.test(names)).map(([, , module = '']) => module);
  return [...values, ...[...text.matchAll(/\bimport\('(\.[^']+)'\)/g)].map(([, module = '']) => module)];
}

/** A folder and a room in it are one house. */
const within = (inner: string, outer: string) => inner.startsWith(`${outer}/`);

/** The same with types, which a reader follows as well. */
function mentionsOf(text: string): string[] {
  return [...text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, module = '']) => module);
}

function graphOf(files: readonly (readonly [path: string, text: string])[], nameOf: (path: string) => string, of = importsOf): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [path, text] of files) {
    const own = nameOf(path);
    const targets = graph.get(own) ?? new Set();
    graph.set(own, targets);
    for (const module of of(text)) {
      const file = join(dirname(path), module).replace(/\.js$/, '.ts');
      const target = nameOf(file);
      if (target !== own && !within(target, own) && !within(own, target)) targets.add(target);
    }
  }
  return graph;
}

/** Circles of a graph, each as the way around from its first name. */
function circlesOf(graph: Graph): string[] {
  const reached = (from: string) => {
    const seen = new Map<string, string | undefined>([[from, undefined]]);
    for (const name of seen.keys()) for (const next of graph.get(name) ?? []) if (!seen.has(next)) seen.set(next, name);
    return seen;
  };
  const circles = [...graph.keys()].sort().flatMap((start) => {
    const seen = reached(start);
    const last = [...seen.keys()].find((name) => graph.get(name)?.has(start));
    if (last === undefined) return [];
    const way: string[] = [];
    for (let at: string | undefined = last; at !== undefined; at = seen.get(at)) way.unshift(at);
    return way.every((name) => name >= start) ? [[...way, start].join(' → ')] : [];
  });
  return circles;
}

/**
 * The room of a file: its folder, or for a kind of host the facet that it is part of, by its name. What a facet is made of
 * without being one (offers, reservations, what kinds share) belongs to the traits. The schema of the whole file is above
 * the kinds of host, and the primitives that those are made of are below them.
 */
function roomOf(path: string): string {
  if (path === 'topology/schema/topology.ts') return 'topology';
  if (!path.startsWith('hosts/')) return dirname(path);
  const [, facet = 'traits'] = /(?<=[/-])(schema|stacks|outputs|judge|words|gateway)(?:s?|-\w+)(?:\.ts|\/)/.exec(path) ?? [];
  return `hosts (${facet})`;
}

const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.ts'], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((path) => path.includes('/') && !/^(tests|bench)\//.test(path))
  .map((path) => [path, readFileSync(path, 'utf8')] as const);

describe('imports go in no circle', () => {
  it('between files', () => {
    expect(circlesOf(graphOf(sources, (path) => path))).toEqual([]);
  });

  it('between files, types included', () => {
    expect(circlesOf(graphOf(sources, (path) => path, mentionsOf))).toEqual([]);
  });

  it('between rooms', () => {
    expect(circlesOf(graphOf(sources, roomOf))).toEqual([]);
  });

  it('between the folders of the root, whose rooms are below one another together', () => {
    const whole = (room: string) => (room === 'topology/schema' ? room : (room.split('/')[0] ?? ''));
    expect(circlesOf(graphOf(sources, (path) => whole(roomOf(path))))).toEqual([]);
  });

  it('and a circle would be seen: of two, of three, by a later import, not by types', () => {
    const a = ['a/x.ts', "import { b } from '../b/x.js';\nimport {\n  type T,\n  c,\n} from './y.js';\n"] as const;
    expect(circlesOf(graphOf([a, ['b/x.ts', "export * from '../a/z.js';"]], dirname))).toEqual(['a → b → a']);
    expect(circlesOf(graphOf([a, ['b/x.ts', "const c = () => import('../c/x.js');"], ['c/x.ts', "import '../a/y.js';"]], dirname))).toEqual(['a → b → c → a']);
    expect(circlesOf(graphOf([a, ['b/x.ts', "import type { A } from '../a/z.js';\nimport { type B, type C } from '../a/z.js';"]], dirname))).toEqual([]);
    expect(circlesOf(graphOf([a, ['b/x.ts', "import type { A } from '../a/z.js';"]], dirname, mentionsOf))).toEqual(['a → b → a']);
  });
});
