import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { circlesOf, graphOf, mentionsOf } from '../../bin/layout/imports.js';
import { floorsOf } from '../../bin/layout/page.js';
import { houseOf, roomOf, sourceFiles } from '../../bin/layout/rooms.js';

const sources = sourceFiles();

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
    expect(circlesOf(graphOf(sources, houseOf))).toEqual([]);
  });

  it('so that houses are on floors: what one imports, types included, is on a lower floor', () => {
    const graph = graphOf(sources, houseOf, mentionsOf);
    const floors = floorsOf(graph);
    expect(floors.flat().sort()).toEqual([...graph.keys()].sort());
    expect(floors[0]).toEqual(['bin']);
    const floorOf = (name: string) => floors.findIndex((names) => names.includes(name));
    const upwards = [...graph].flatMap(([from, targets]) => [...targets].flatMap((to) => (floorOf(to) > floorOf(from) ? [] : [`${from} → ${to}`])));
    expect(upwards).toEqual([]);
    expect(() =>
      floorsOf(
        new Map([
          ['a', new Set(['b'])],
          ['b', new Set(['a'])],
        ]),
      ),
    ).toThrow('a → b → a');
  });

  it('and a circle would be seen: of two, of three, by a later import, not by types', () => {
    const a = ['a/x.ts', "import { b } from '../b/x.js';\nimport {\n  type T,\n  c,\n} from './y.js';\n"] as const;
    expect(circlesOf(graphOf([a, ['b/x.ts', "export * from '../a/z.js';"]], dirname))).toEqual(['a → b → a']);
    expect(circlesOf(graphOf([a, ['b/x.ts', "const c = () => import('../c/x.js');"], ['c/x.ts', "import '../a/y.js';"]], dirname))).toEqual(['a → b → c → a']);
    expect(circlesOf(graphOf([a, ['b/x.ts', "import type { A } from '../a/z.js';\nimport { type B, type C } from '../a/z.js';"]], dirname))).toEqual([]);
    expect(circlesOf(graphOf([a, ['b/x.ts', "import type { A } from '../a/z.js';"]], dirname, mentionsOf))).toEqual(['a → b → a']);
  });
});
