/** What the Llama licences oblige to. Source: licences.yaml. */
import { type Row, table } from './read.js';

type EuClause = Row<'licences', 'euClause'>;

/** The clause by which the licence gives no rights on a release to licensees of a jurisdiction; undefined when none bites. */
export function exclusionOf(release: string): EuClause | undefined {
  const bites = table('licences', 'modelGroups').some(({ euClause, releases }) => euClause === 'bites' && releases.includes(release));
  return bites ? table('licences', 'euClause')[0] : undefined;
}
