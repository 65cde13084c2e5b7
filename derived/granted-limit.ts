import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';

/** Why no quota approval for any of the subjects grants an amount on a day; undefined when one does. */
export function missingGrant(topology: Topology, subjects: readonly string[], needed: number, asOf: string): string | undefined {
  const approvals = sortedEntries(topology.approvals).filter(([, { kind, subject }]) => kind === 'quota' && subjects.includes(subject));
  const reasons = approvals.map(([id, { limit, grantedOn, expires }]) => {
    if (asOf < grantedOn) return `${id} is granted only from ${grantedOn}`;
    if (expires < asOf) return `${id} expired on ${expires}`;
    if (limit === undefined) return `${id} names no limit`;
    return limit < needed ? `${id} grants ${limit}` : undefined;
  });
  if (reasons.includes(undefined)) return undefined;
  return reasons.length === 0 ? 'no approval of kind quota records it' : reasons.join('; ');
}
