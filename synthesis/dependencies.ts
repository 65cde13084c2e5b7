import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Scratch } from './scratch.js';

/** What `npm ci` reads. */
const manifests = ['package.json', 'package-lock.json', '.npmrc'];
const unusedForMs = 7 * 24 * 3_600_000;

/**
 * Dependencies of another version of this project, installed once for each lock file and kept in a folder, so that the next
 * comparison with it installs nothing. Answers with their `node_modules`, or what npm complained about.
 */
export async function dependenciesOf(
  tree: string,
  cache: string,
  scratch: Scratch,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly modules: string } | { readonly complaint: string }> {
  const present = manifests.filter((name) => existsSync(join(tree, name)));
  const digest = createHash('sha256');
  for (const name of present) digest.update(`${name}\0`).update(readFileSync(join(tree, name)));
  const kept = join(cache, digest.digest('hex').slice(0, 16));
  if (!existsSync(kept)) {
    const draft = `${kept}.${process.pid}`;
    try {
      mkdirSync(draft, { recursive: true });
      for (const name of present) copyFileSync(join(tree, name), join(draft, name));
      const { code, stderr } = await scratch.run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], draft, env);
      if (code !== 0) return { complaint: stderr };
      // Installed aside and renamed: a run beside this one sees all of it or nothing.
      renameSync(draft, kept);
    } catch (error) {
      // That run may have been first.
      if (!existsSync(kept)) throw error;
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  utimesSync(kept, new Date(), new Date());
  forgetUnused(cache);
  return { modules: join(kept, 'node_modules') };
}

function forgetUnused(cache: string): void {
  for (const path of readdirSync(cache).map((name) => join(cache, name))) {
    if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > unusedForMs) rmSync(path, { recursive: true, force: true });
  }
}
