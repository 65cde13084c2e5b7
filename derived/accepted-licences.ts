import type { LicenceFacts } from '../facts/licences.js';
import type { Licence } from '../topology/schema/licence.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';

/** A record that the organisation accepted the texts of a version. */
export type Acceptance = Licence['accepted'][string];

/** Records of a version: those that count on a day, and why the others do not. */
export interface AcceptanceRecords {
  readonly inForce: readonly (Acceptance & { readonly id: string })[];
  readonly flaws: readonly string[];
}

/** Who accepted a version of the licence, as of a day. */
export function acceptancesOf({ licence }: Topology, { version, releaseDate }: LicenceFacts, asOf: string): AcceptanceRecords {
  const records = sortedEntries(licence.accepted).filter(([, record]) => record.version === version);
  const judged = records.map(([id, record]) => ({ record: { id, ...record }, flaw: flawOf(id, record, releaseDate, asOf) }));
  return {
    inForce: judged.filter(({ flaw }) => flaw === undefined).map(({ record }) => record),
    flaws: judged.flatMap(({ flaw }) => flaw ?? []),
  };
}

/** Why a record of acceptance does not count; undefined where it does. */
function flawOf(id: string, { on, licenceSha256 }: Acceptance, releaseDate: string, asOf: string): string | undefined {
  if (on > asOf) return `${id} is dated ${on}`;
  if (on < releaseDate) return `${id} is dated ${on}, and the version is of ${releaseDate}`;
  if (licenceSha256 === 'none') return `${id} has no digest of the licence text`;
  return undefined;
}
