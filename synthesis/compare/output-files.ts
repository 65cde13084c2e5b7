import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** What the CDK writes about a synthesis and reads for no deployment. */
const notDeployed = /^(tree|validation-report|[^/]+\.metadata)\.json$/;

/** A file of an output, by its path in it, with `/` on every system. */
export interface OutputFile {
  readonly path: string;
  /** A link leads elsewhere after it was looked at; devices and pipes are read by nothing. */
  readonly kind: 'file' | 'link' | 'other';
}

/** Everything below a directory that is no directory, sorted by path. */
export function filesIn(directory: string): OutputFile[] {
  return readdirSync(directory, { recursive: true })
    .map(String)
    .flatMap((name): OutputFile[] => {
      const stats = lstatSync(join(directory, name));
      if (stats.isDirectory()) return [];
      const path = name.replaceAll('\\', '/');
      return [{ path, kind: stats.isSymbolicLink() ? 'link' : stats.isFile() ? 'file' : 'other' }];
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether deploying reads a file that a synthesis wrote. */
export function isDeployed(path: string): boolean {
  return !notDeployed.test(path) && basename(path) !== 'blueprint.json';
}

/** SHA-256 of every file that deploying reads, by path. */
export function digestsOf(directory: string): Record<string, string> {
  const files = filesIn(directory).filter(({ path }) => isDeployed(path));
  return Object.fromEntries(files.map(({ path }) => [path, digestOfFile(join(directory, path))]));
}

export function digestOfFile(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
