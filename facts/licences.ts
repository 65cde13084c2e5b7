/** What the Llama licences oblige to. Source: licences.yaml. */
import { type Row, table } from './read.js';

type EuClause = Row<'licences', 'euClause'>;

/** One version of the Llama licence. */
export type LicenceFacts = Row<'licences', 'licences'>;

/** What a clause is about. */
export type ClauseTopic = Row<'licences', 'clauses'>['topic'];

/** Versions in the order of their release. */
export function licenceVersions(): readonly string[] {
  return table('licences', 'licences').map(({ version }) => version);
}

/** A version of the licence; throws on one that no release has. */
export function licenceFacts(version: string): LicenceFacts {
  const row = table('licences', 'licences').find((candidate) => candidate.version === version);
  if (row === undefined) throw new Error(`facts/licences.yaml has no licence '${version}'`);
  return row;
}

/** The calendar month, YYYY-MM, whose users a version asks about: the one before its release date. */
export function userMonth({ releaseDate }: LicenceFacts): string {
  return monthBefore(releaseDate);
}

/** The calendar month before that of a day. */
export function monthBefore(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
}

/** Where a demand of a licence stands, with the caveat that belongs to every reading of it. */
export function cited(version: string, topic: ClauseTopic): string {
  const { name, source } = licenceFacts(version);
  const clause = table('licences', 'clauses').find((row) => row.topic === topic)?.clause;
  if (clause === undefined) throw new Error(`facts/licences.yaml has no clause on '${topic}'`);
  return `${name}, ${/^\d/.test(clause) ? `clause ${clause}` : clause} (facts/licences.yaml, ${source}). ${caveat}`;
}

/** What a host's terms add to the licence; undefined where they add nothing about it. */
export function overlayOf(host: Row<'licences', 'hostOverlays'>['host'], topic: string): string | undefined {
  const row = table('licences', 'hostOverlays').find((overlay) => overlay.host === host && overlay.topic === topic);
  return row && `${row.text} (facts/licences.yaml, ${row.source}, ${row.asOf}). ${caveat}`;
}

const caveat = 'An engineering reading, not legal advice';

/** The clause by which the licence gives no rights on a release to licensees of a jurisdiction; undefined when none bites. */
export function exclusionOf(release: string): EuClause | undefined {
  const bites = table('licences', 'modelGroups').some(({ euClause, releases }) => euClause === 'bites' && releases.includes(release));
  return bites ? table('licences', 'euClause')[0] : undefined;
}
