import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LoadedTopology } from '../topology/load.js';
import { toolPaths } from './project.js';

/**
 * Which generation an output is of: 16 hex digits of the digest of all that decides what is synthesized, which are the
 * topology with its approvals, the deploy-time values and the tool itself. Both applications get the same without
 * knowing of each other, and so does every machine.
 */
export function generationOf({ sha256, outputs }: Pick<LoadedTopology, 'sha256' | 'outputs'>): string {
  return createHash('sha256')
    .update(JSON.stringify([sha256, outputs, toolDigest()]))
    .digest('hex')
    .slice(0, 16);
}

let digestOfTool: string | undefined;

/** What another thread of this process has found: the files are read once. */
export function keepToolDigest(digest: string): void {
  digestOfTool = digest;
}

/** Digest of the sources by path and content: their version alone would not tell a change of code. */
export function toolDigest(): string {
  if (digestOfTool !== undefined) return digestOfTool;
  const root = fileURLToPath(new URL('..', import.meta.url));
  const digest = createHash('sha256');
  for (const path of toolPaths.flatMap((name) => filesBelow(root, name))) digest.update(`${path}\0`).update(readFileSync(join(root, path)));
  digestOfTool = digest.digest('hex');
  return digestOfTool;
}

function filesBelow(root: string, path: string): string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .map((entry) => [entry, join(entry.parentPath, entry.name)] as const)
    .filter(([entry, file]) => entry.isFile() || (entry.isSymbolicLink() && statSync(file).isFile()))
    .map(([, file]) => relative(root, file))
    .sort();
}
