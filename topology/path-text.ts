import type { PathSegment } from './document.js';

/** More problems than a person mends in one go. */
export const mostProblems = 100;

/** A path as a person writes it: `hosts.eu-fleet.capacity`, `workloads.a.route[0]`. */
export function dotted(path: readonly PathSegment[]): string {
  return path.reduce<string>((joined, part) => (typeof part === 'number' ? `${joined}[${part}]` : joined === '' ? part : `${joined}.${part}`), '');
}

/** What `dotted` wrote, as the keys and indices to walk. */
export function pathSegments(path: string): PathSegment[] {
  return path.split('.').flatMap((part) => {
    const [, key = part, indices = ''] = /^([^[]*)((?:\[\d+\])*)$/.exec(part) ?? [];
    return [key, ...[...indices.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]))];
  });
}

/** A value as it was written, shortened. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) > 1e15 ? value.toExponential() : String(value);
  const json = JSON.stringify(value) ?? String(value);
  if (json.length <= 60) return json;
  return `${json.slice(0, 57)}…${json.startsWith('"') ? '"' : ''}`;
}
