import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A relative module as it is written in an import, an export or a dynamic import. */
const relativeImport = /\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

/**
 * Everything below `root` that a bundle of the entries is made of, by path: the files that they import, directly or not, and
 * the tables of facts and of the catalogue, which a bundle holds as data. Imports are followed, so no list of folders can miss one.
 */
export function sourcesOf(root, entries) {
  const sources = new Map();
  const known = new Set();
  const queue = [...entries];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const text = readFileSync(join(root, path), 'utf8');
    sources.set(path, text);
    for (const [, module] of text.matchAll(relativeImport)) {
      const target = join(dirname(path), module);
      if (known.has(target)) continue;
      known.add(target);
      const file = target.endsWith('.js') ? `${target.slice(0, -3)}.ts` : target;
      // A path in a comment or a text may lead nowhere.
      if (!sources.has(file) && existsSync(join(root, file))) queue.push(file);
    }
  }
  for (const folder of ['facts', 'catalogue'].filter((one) => existsSync(join(root, one)))) {
    for (const name of readdirSync(join(root, folder), { recursive: true })) {
      if (name.endsWith('.yaml')) sources.set(join(folder, name), readFileSync(join(root, folder, name), 'utf8'));
    }
  }
  return new Map([...sources].sort(([a], [b]) => (a < b ? -1 : 1)));
}
