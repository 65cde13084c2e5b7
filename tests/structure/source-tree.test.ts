import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { changes, type Tree, treeOf } from '../source-tree.js';

let root: string;
let before: Tree;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'blueprint-tree-'));
  for (const folder of ['policy', 'node_modules']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'policy/rule.ts'), 'one');
  before = treeOf(root);
  // Longer than the clock of a file system takes to move on.
  await new Promise((done) => setTimeout(done, 20));
});
afterEach(() => rmSync(root, { recursive: true }));

it('a source tree that nobody touches is the same, whatever tools keep among the packages', () => {
  mkdirSync(join(root, 'node_modules/.cache'));
  expect(changes(before, treeOf(root))).toEqual([]);
});

it('a source tree tells of a file that was planted and taken away again', () => {
  writeFileSync(join(root, 'policy/planted.ts'), 'x');
  rmSync(join(root, 'policy/planted.ts'));
  expect(changes(before, treeOf(root))).toEqual(['policy']);
});

it('a source tree tells of what is written, new or gone', () => {
  writeFileSync(join(root, 'policy/rule.ts'), 'two');
  mkdirSync(join(root, 'cdk.out'));
  expect(changes(before, treeOf(root))).toEqual(['.', 'cdk.out', 'policy/rule.ts']);
});
