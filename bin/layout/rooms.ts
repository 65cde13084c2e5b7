import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SourceFile } from './imports.js';

/** Every TypeScript file in a folder of the root, but for tests and the bench, which import whatever they look at. */
export function sourceFiles(): SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '--', '*.ts'], { encoding: 'utf8' });
  return listed
    .trim()
    .split('\n')
    .filter((path) => path.includes('/') && !/^(tests|bench)\//.test(path))
    .map((path): SourceFile => [path, readFileSync(path, 'utf8')]);
}

/**
 * The room of a file: its folder, or for a kind of host the facet that it is part of, by its name. What a facet is made of without being one (offers,
 * reservations, what kinds share) belongs to the traits. The schema of the whole file is above the kinds of host, and the primitives that those are made of are
 * below them.
 */
export function roomOf(path: string): string {
  if (path === 'topology/schema/topology.ts') return 'topology';
  if (!path.startsWith('hosts/')) return dirname(path);
  const [, facet = 'traits'] = /(?<=[/-])(schema|stacks|outputs|judge|words|gateway)(?:s?|-\w+)(?:\.ts|\/)/.exec(path) ?? [];
  return `hosts (${facet})`;
}

/** The folder of the root that a file is in, or the facet of a kind of host: what the picture of the layout draws. */
export function houseOf(path: string): string {
  const room = roomOf(path);
  return room === 'topology/schema' ? room : (room.split('/')[0] ?? '');
}
