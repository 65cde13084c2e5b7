import { maskText } from '../evidence/secrets/mask.js';
import type { SynthesizedStack } from '../evidence/synthesized/stack.js';
import { holdsWhenever } from './conditions.js';
import { type Grant, grantsOf } from './grants.js';

/** Permissions of one resource that came or went together. */
export interface ExposureChange extends Omit<Grant, 'what'> {
  readonly sign: '+' | '-';
  /** More is permitted, open or no longer forbidden than before. */
  readonly widens: boolean;
  readonly what: readonly string[];
  /** Of a stack that is new as a whole: what it grants is as new as what it grants it on. */
  readonly whole?: 'new';
}

/** How permissions and openings differ; what widens comes first. Rights that others covered already, or still cover, do not widen. */
export function exposureChanges(
  before: readonly SynthesizedStack[],
  after: readonly SynthesizedStack[],
  fresh: ReadonlySet<string> = new Set(),
): ExposureChange[] {
  const [was, is] = [grantsOf(before), grantsOf(after)];
  const [wasKeys, isKeys] = [new Set(was.map(keyOf)), new Set(is.map(keyOf))];
  const come = is.filter((grant) => !wasKeys.has(keyOf(grant)));
  const gone = was.filter((grant) => !isKeys.has(keyOf(grant)));
  const rows = [
    ...come.map((grant) => ({ ...grant, sign: '+' as const, widens: grant.effect === 'allow' && !was.some((other) => covers(other, grant)) })),
    ...gone.map((grant) => ({ ...grant, sign: '-' as const, widens: grant.effect === 'deny' && !is.some((other) => covers(other, grant)) })),
  ];
  const groups = new Map<string, ExposureChange>();
  for (const { what, ...row } of rows) {
    const key = JSON.stringify(row);
    const known = groups.get(key);
    groups.set(key, { ...row, what: [...(known?.what ?? []), what] });
  }
  const told = [...groups.values()].map((row) => (fresh.has(row.stack) ? { ...row, whole: 'new' as const } : row));
  return told.map(masked).sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** Whether a row widens what was there before, other than by a stack that was not; an opening to the internet always does. */
export function widensExisting({ widens, whole, kind }: ExposureChange): boolean {
  return widens && (whole === undefined || kind === 'public');
}

function keyOf(grant: Grant): string {
  return JSON.stringify([grant.cloud, grant.kind, grant.effect, grant.stack, grant.who, grant.what, grant.where, grant.condition]);
}

function order(row: ExposureChange): string {
  return [
    row.widens ? 0 : 1,
    row.kind === 'public' ? 0 : 1,
    row.cloud,
    row.stack,
    row.id,
    row.sign === '+' ? 0 : 1,
    row.effect,
    row.who,
    row.where,
    row.what.join(),
  ].join('\u0000');
}

/** Whether one grant already gives all that another gives. */
function covers(wide: Grant, narrow: Grant): boolean {
  return (
    wide.kind === narrow.kind &&
    wide.effect === narrow.effect &&
    wide.stack === narrow.stack &&
    wide.who === narrow.who &&
    matches(wide.what, narrow.what) &&
    matches(wide.where, narrow.where) &&
    holdsWhenever(wide.condition, narrow.condition)
  );
}

function matches(pattern: string, text: string): boolean {
  if (pattern === text) return true;
  if (!pattern.includes('*') || pattern.startsWith('all but ')) return false;
  return new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i').test(text);
}

function masked(row: ExposureChange): ExposureChange {
  return { ...row, who: maskText(row.who), where: maskText(row.where), condition: maskText(row.condition), what: [...new Set(row.what.map(maskText))].sort() };
}
