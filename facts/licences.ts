/** What the Llama licences oblige to. Source: licences.yaml. */
import { type Fact, table } from './read.js';

interface EuClause extends Fact {
  readonly versions: readonly string[];
  /** Whose licensees get no rights. */
  readonly jurisdiction: string;
  readonly excluded: string;
}

interface ModelGroup extends Fact {
  readonly euClause: string;
  readonly releases: readonly string[];
}

/** The clause by which the licence gives no rights on a release to licensees of a jurisdiction; undefined when none bites. */
export function exclusionOf(release: string): EuClause | undefined {
  const bites = table<ModelGroup>('licences', 'modelGroups').some(({ euClause, releases }) => euClause === 'bites' && releases.includes(release));
  return bites ? table<EuClause>('licences', 'euClause')[0] : undefined;
}
