import type { PathSegment } from '../topology/document.js';
import { pathSegments } from '../topology/path-text.js';
import { didYouMean, nearest } from '../topology/suggest.js';
import type { Waiver } from '../topology/waivers.js';
import type { JudgedContext } from './rule.js';

/** The first name of a waiver that exists nowhere, with the nearest that does. */
export function unknownName(waiver: Waiver, { findings, rules, topology }: JudgedContext): { readonly field: string; readonly message: string } | undefined {
  const ids = rules.map(({ id }) => id);
  if (!ids.some((id) => id === waiver.rule)) return { field: 'rule', message: `There is no rule ${waiver.rule}.${didYouMean(waiver.rule, ids)}` };

  const ofRule = findings.filter((finding) => finding.rule === waiver.rule);
  const paths = [...new Set(ofRule.map(({ path }) => path))];
  if (!paths.includes(waiver.path) && !exists(topology, pathSegments(waiver.path))) {
    const known = paths.length > 0 ? ` ${waiver.rule} has findings at ${paths.slice(0, 10).join(', ')}.` : '';
    return { field: 'path', message: `The topology has no ${waiver.path}.${known}${didYouMean(waiver.path, [...paths, ...entries(topology)])}` };
  }

  const subjects = ofRule.filter(({ path }) => path === waiver.path).map(({ subject }) => subject);
  const { subject = waiver.path } = waiver;
  if (subjects.length === 0 || subjects.includes(subject)) return undefined;
  const near = nearest(subject, subjects);
  return {
    field: 'subject',
    message: `${waiver.rule} finds nothing about ${waiver.subject ?? `${waiver.path} itself`}. It does about ${subjects.slice(0, 10).join(', ')}.${near === undefined ? '' : ` Did you mean "${near}"?`}`,
  };
}

function exists(topology: unknown, path: readonly PathSegment[]): boolean {
  let value = topology;
  for (const segment of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, segment)) return false;
    value = (value as Readonly<Record<PathSegment, unknown>>)[segment];
  }
  return true;
}

/** Paths of all entries two names deep: what is misspelt is mostly an id. */
function entries(topology: object): string[] {
  return Object.entries(topology).flatMap(([section, of]) => (of !== null && typeof of === 'object' ? Object.keys(of).map((key) => `${section}.${key}`) : []));
}
