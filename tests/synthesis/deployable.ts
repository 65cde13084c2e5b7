import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Digest of everything deployable in a directory, by path: templates, assets, Terraform modules. CDK's metadata files
 * hold stack traces and absolute paths and deploy nothing, so they are left out.
 */
export function deployable(directory: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const path of walk(directory)) {
    if (!/\.template\.json$|^asset\.|cdk\.tf\.json$/.test(path)) continue;
    files[path] = createHash('sha256')
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
