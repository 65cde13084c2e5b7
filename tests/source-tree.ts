import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join, relative } from 'node:path';

/** State of every file and folder below a directory, by path; a file that comes and goes again changes its folder. */
export type Tree = ReadonlyMap<string, string>;

/** Packages, caches and history: tools write there, and nobody reviews it. */
const apart = new Set(['node_modules', '.git']);

export function treeOf(root: string): Tree {
  const tree = new Map<string, string>();
  const visit = (path: string) => {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    // Gone between the listing and now.
    if (stats === undefined) return;
    tree.set(relative(root, path) || '.', stateOf(stats));
    if (stats.isDirectory()) for (const name of readdirSync(path)) if (!apart.has(name)) visit(join(path, name));
  };
  visit(root);
  return tree;
}

function stateOf(stats: Stats): string {
  return `${stats.mtimeMs} ${stats.isDirectory() ? 'folder' : stats.size}`;
}

/** Paths whose state differs, sorted. */
export function changes(before: Tree, after: Tree): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path)).sort();
}
