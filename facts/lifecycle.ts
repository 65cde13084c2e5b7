/** How hosts retire models, what of it is promised, and who answers for what Llama says. Source: lifecycle.yaml. */
import { type Row, table } from './read.js';

/** The shortest notice that a kind of host promises everyone, in days, and who says so; undefined where none is known. */
export function publishedNotice(kind: string): { readonly days: number; readonly source: string } | undefined {
  const [shortest] = table('lifecycle', 'policies')
    .filter(({ hosts }) => hosts.includes(kind))
    .sort((a, b) => a.noticeDays - b.noticeDays);
  return shortest && { days: shortest.noticeDays, source: `facts/lifecycle.yaml, ${shortest.source}, ${shortest.asOf}` };
}

/** What is published about indemnity for Llama on a kind of host. */
export function publishedIndemnity(kind: string): string {
  const row = table('lifecycle', 'indemnity').find(({ hosts }) => hosts.includes(kind));
  return row === undefined ? 'no published term on it is known' : `${row.basis} (facts/lifecycle.yaml, ${row.source}, ${row.asOf})`;
}

/** Days ahead of an end at which people are told, the furthest first. */
export function warningDays(): readonly Row<'lifecycle', 'warnings'>[] {
  return table('lifecycle', 'warnings');
}
