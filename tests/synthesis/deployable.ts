import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Digest of everything in an output that deploying reads, by path from its parent: templates with their metadata, manifests, assets, Terraform modules. */
export function deployable(directory: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const path of walk(directory)) {
    if (!/\.(template|metadata|assets)\.json$|^manifest\.json$|^asset\.|cdk\.tf\.json$/.test(path)) continue;
    files[join(basename(directory), path)] = createHash('sha256')
      .update(readFileSync(join(directory, path)))
      .digest('hex');
  }
  return files;
}

function walk(directory: string, below = ''): string[] {
  if (!existsSync(join(directory, below))) return [];
  return readdirSync(join(directory, below))
    .sort()
    .flatMap((name) => {
      const path = join(below, name);
      return statSync(join(directory, path)).isDirectory() ? walk(directory, path) : [path];
    });
}
